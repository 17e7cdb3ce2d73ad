/// A word of a line of a theme.
enum ThemeWord: Hashable {
    /// A bare word: printable ASCII.
    case word(String)
    /// What stands between quotes, as it stands.
    case quoted(String)
    /// What parts the four depths.
    case bar
    /// What gives an ink its look.
    case equals

    /// The words of a line, without its remark.
    ///
    /// A remark starts at a `#` that starts the line or is followed by a space; `#c6c6c6` is a colour.
    static func words(of text: Substring, line: Int) throws(ThemeFault) -> [ThemeWord] {
        var words: [ThemeWord] = []
        var rest = text.unicodeScalars
        while true {
            rest = rest.drop(while: isSpace)
            guard let first = rest.first else { return words }
            let second = rest.dropFirst().first
            switch first {
            case "#" where words.isEmpty || second.map(isSpace) ?? true: return words
            case "|": (words, rest) = (words + [.bar], rest.dropFirst())
            case "=": (words, rest) = (words + [.equals], rest.dropFirst())
            case "\"":
                guard let end = rest.dropFirst().firstIndex(of: "\"") else {
                    throw ThemeFault("the quote is not closed; add \" where it ends", line: line)
                }
                let inside = rest[rest.index(after: rest.startIndex)..<end]
                words.append(.quoted(String(inside)))
                rest = rest[rest.index(after: end)...]
            default:
                let word = rest.prefix { !isSpace($0) && !"|=\"".unicodeScalars.contains($0) }
                guard word.allSatisfy({ (0x21...0x7E).contains($0.value) }) else {
                    throw ThemeFault(
                        "a character beyond ASCII stands outside quotes; only a glyph may hold one",
                        line: line, word: String(word))
                }
                words.append(.word(String(word)))
                rest = rest[word.endIndex...]
            }
        }
    }

    private static func isSpace(_ scalar: Unicode.Scalar) -> Bool {
        scalar == " " || scalar == "\t" || scalar == "\r"
    }
}
