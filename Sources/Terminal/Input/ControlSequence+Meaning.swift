import Console

extension ControlSequence {
    /// What a whole sequence means.
    enum Meaning: Hashable {
        case event(InputEvent)
        case pasteBegins
        /// Three bytes of any value follow (X10 mouse).
        case mouseFollows
        /// One byte follows (function keys of the Linux console, `CSI [ A`).
        case byteFollows
    }

    /// What it means with this final byte. Whatever is not known means ``InputEvent/ignored``.
    func meaning(final: UInt8) -> Meaning {
        if introducer == .csi {
            if isEmpty, final == UInt8(ascii: "M") { return .mouseFollows }
            if isEmpty, final == UInt8(ascii: "[") { return .byteFollows }
            if holds("200"), final == UInt8(ascii: "~") { return .pasteBegins }
        }
        return .event(event(final: final) ?? .ignored)
    }

    private func event(final: UInt8) -> InputEvent? {
        if let mark {
            return mark == UInt8(ascii: "<") ? mouse(final: final) : nil
        }
        guard let parameters else { return nil }
        if introducer == .ss3 {
            if parameters.isEmpty, final == UInt8(ascii: "M") { return .key(.enter) }
            return parameters.isEmpty ? Self.movement(final).map { .key($0) } : nil
        }
        switch final {
        case UInt8(ascii: "n"): return holds("0") ? .fenceAnswered : nil
        case UInt8(ascii: "I"): return isEmpty ? .focused(true) : nil
        case UInt8(ascii: "O"): return isEmpty ? .focused(false) : nil
        case UInt8(ascii: "Z"): return isEmpty ? .key(.backTab) : nil
        case UInt8(ascii: "u"): return KeyReport(parameters)?.key.map { .key($0) }
        case UInt8(ascii: "~"): return tilde(parameters)
        default:
            guard let key = Self.movement(final), isPlain(parameters, first: 1) else { return nil }
            return .key(key)
        }
    }

    private func mouse(final: UInt8) -> InputEvent? {
        let isPress = final == UInt8(ascii: "M")
        guard isPress || final == UInt8(ascii: "m"), let parameters, parameters.count == 3,
            let code = parameters[0].only, let column = parameters[1].only,
            let row = parameters[2].only
        else { return nil }
        return Mouse(code: code, column: column, row: row, isPress: isPress).map { .mouse($0) }
    }

    private func tilde(_ parameters: [[Int?]]) -> InputEvent? {
        guard let number = parameters.first?.only else { return nil }
        if number == 27 { return KeyReport(modifyOtherKeys: parameters)?.key.map { .key($0) } }
        guard isPlain(parameters, first: number) else { return nil }
        return Self.editing(number).map { .key($0) }
    }

    /// Whether there is no modifier and the key did not go up.
    private func isPlain(_ parameters: [[Int?]], first: Int) -> Bool {
        guard let one = parameters.first else { return true }
        guard one.only == first else { return false }
        guard parameters.count > 1 else { return true }
        return parameters.count == 2 && KeyReport.isPlain(parameters[1])
    }

    private static func movement(_ final: UInt8) -> Key? {
        switch final {
        case UInt8(ascii: "A"): .up
        case UInt8(ascii: "B"): .down
        case UInt8(ascii: "C"): .right
        case UInt8(ascii: "D"): .left
        case UInt8(ascii: "H"): .home
        case UInt8(ascii: "F"): .end
        default: nil
        }
    }

    private static func editing(_ number: Int) -> Key? {
        switch number {
        case 1, 7: .home
        case 3: .delete
        case 4, 8: .end
        case 5: .pageUp
        case 6: .pageDown
        default: nil
        }
    }
}

extension [Int?] {
    /// The value of a parameter that has one part.
    var only: Int? { count == 1 ? self[0] : nil }
}
