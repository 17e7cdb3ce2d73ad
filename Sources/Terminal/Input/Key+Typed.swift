import Console

extension Key {
    /// The key of a character that was typed; nil for what is no character to type: controls, invisible
    /// and direction characters, private use, what Unicode has not assigned.
    init?(typed scalar: Unicode.Scalar) {
        switch scalar.properties.generalCategory {
        case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator,
            .paragraphSeparator:
            return nil
        default: self = .character(Character(scalar))
        }
    }

    /// The key of a byte below 0x80 that stands by itself; nil for controls that no key has.
    init?(byte: UInt8) {
        switch byte {
        case 0x08, 0x7f: self = .backspace
        case 0x09: self = .tab
        case 0x0a, 0x0d: self = .enter
        case 0x01...0x1a: self = .control(Character(Unicode.Scalar(byte + 0x60)))
        case 0x1b: self = .escape
        case 0x20...0x7e: self = .character(Character(Unicode.Scalar(byte)))
        default: return nil
        }
    }
}
