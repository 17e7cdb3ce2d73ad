import Console

/// A key told by its code point and modifiers: `CSI code:shifted ; modifiers:event ; text u` of kitty
/// and xterm, `CSI 27 ; modifiers ; code ~` of xterm. Neither is asked for; a terminal may be set so.
struct KeyReport: Hashable {
    private let code: Int
    private let shifted: Int?
    private let modifiers: Int
    private static let shift = 1
    private static let control = 4
    /// Caps lock and num lock: they are in the character already.
    private static let locks = 64 | 128

    init?(_ parameters: [[Int?]]) {
        guard (1...3).contains(parameters.count), parameters[0].count <= 3,
            let code = parameters[0].first ?? nil
        else { return nil }
        self.code = code
        shifted = parameters[0].count > 1 ? parameters[0][1] : nil
        guard parameters.count > 1 else {
            modifiers = 0
            return
        }
        guard let held = Self.modifiers(parameters[1]) else { return nil }
        modifiers = held
    }

    init?(modifyOtherKeys parameters: [[Int?]]) {
        guard parameters.count == 3, let code = parameters[2].only,
            let held = Self.modifiers(parameters[1])
        else { return nil }
        self.code = code
        shifted = nil
        modifiers = held
    }

    /// Whether a parameter says no modifier, and a key that went down or repeats.
    static func isPlain(_ parameter: [Int?]) -> Bool {
        modifiers(parameter).map { $0 & ~locks == 0 } ?? false
    }

    /// The modifiers, less the one that the encoding adds; nil for a key that went up.
    private static func modifiers(_ parameter: [Int?]) -> Int? {
        guard parameter.count <= 2, (1...256).contains(parameter[0] ?? 1) else { return nil }
        guard parameter.count < 2 || (1...2).contains(parameter[1] ?? 1) else { return nil }
        return (parameter[0] ?? 1) - 1
    }

    /// The plain key; nil where Alt, Super or the like is held, and for keys that have no character.
    var key: Key? {
        switch modifiers & ~Self.locks {
        case 0: plain(code)
        case Self.shift where code == 9: .backTab
        case Self.shift: shiftedKey
        case Self.control where (97...122).contains(code): controlKey
        default: nil
        }
    }

    private func plain(_ code: Int) -> Key? {
        switch code {
        case 9: .tab
        case 13: .enter
        case 27: .escape
        case 8, 127: .backspace
        default: UInt32(exactly: code).flatMap(Unicode.Scalar.init).flatMap(Key.init(typed:))
        }
    }

    /// Which character Shift gives is known for letters, or where the terminal says it.
    private var shiftedKey: Key? {
        if let shifted { return plain(shifted) }
        return (97...122).contains(code) ? plain(code - 32) : nil
    }

    private var controlKey: Key? {
        UInt8(exactly: code).map { .control(Character(Unicode.Scalar($0))) }
    }
}
