/// How a theme spells colours and attributes.
enum ThemeColours {
    /// The sixteen of the terminal, in the order of their numbers.
    static let names =
        ["black", "red", "green", "yellow", "blue", "magenta", "cyan", "white"]
        + [
            "brightblack", "brightred", "brightgreen", "brightyellow", "brightblue",
            "brightmagenta", "brightcyan", "brightwhite",
        ]

    /// What a terminal does without colour, by name.
    static let attributes: [(name: String, attribute: Style.Attributes)] = [
        ("bold", .bold), ("dim", .dim), ("reverse", .reverse), ("underline", .underline),
    ]

    /// The attribute of a name.
    static func attribute(_ word: String) -> Style.Attributes? {
        attributes.first { $0.name == word }?.attribute
    }

    /// The colour that a word names at a depth, or nil.
    ///
    /// At 256 colours the first sixteen are the terminal's own: they go by their names.
    static func colour(_ word: String, depth: ColourDepth) -> Colour? {
        if depth == .mono { return nil }
        if let number = names.firstIndex(of: word) { return .ansi(UInt8(number)) }
        switch depth {
        case .truecolour: return rgb(word)
        case .indexed256:
            guard let index = UInt8(word), index >= 16 else { return nil }
            return .index(index)
        case .ansi16, .mono: return nil
        }
    }

    /// What a word may be at a depth, for a fault.
    static func expected(at depth: ColourDepth) -> String {
        switch depth {
        case .truecolour: "an ink, #rrggbb, a colour's name or an attribute"
        case .indexed256: "an ink, a number from 16 to 255, a colour's name or an attribute"
        case .ansi16: "an ink, a colour's name (red, brightred …) or an attribute"
        case .mono: "an ink or an attribute (bold, dim, reverse, underline)"
        }
    }

    private static func rgb(_ word: String) -> Colour? {
        guard word.utf8.count == 7, word.utf8.first == UInt8(ascii: "#") else { return nil }
        let digits = word.dropFirst()
        guard digits.allSatisfy({ $0.isASCII && $0.isHexDigit }) else { return nil }
        guard let number = UInt32(digits, radix: 16) else { return nil }
        return .rgb(
            UInt8(number >> 16 & 0xFF), UInt8(number >> 8 & 0xFF), UInt8(number & 0xFF))
    }
}
