import SafeText

/// Reads the lines of a theme.
struct ThemeParser {
    /// What a line says of a role.
    struct Entry {
        let line: Int
        let look: ThemeLook
        let glyph: Glyph
    }

    /// What a line says of the glyph: nothing, that there is none, or which.
    enum Glyph {
        case asBase
        case none
        case some(ThemeGlyph)
    }

    private(set) var name: String?
    private(set) var base: (name: String, line: Int)?
    private(set) var contrast: Double?
    private(set) var roles: [Role: Entry] = [:]
    private(set) var warnings: [ThemeWarning] = []
    private var inks = ThemeInks()
    private var isStarted = false
    private var hasBase = false

    /// Reads a whole file.
    init(_ text: String) throws(ThemeFault) {
        guard text.utf8.count <= ThemeLimits.bytes else {
            throw ThemeFault("the file has more than \(ThemeLimits.bytes) bytes; is it a theme?")
        }
        // Split by bytes: to Swift, CR LF is one character and no line feed.
        let lines = text.utf8.split(separator: 0x0A, omittingEmptySubsequences: false)
        guard lines.count <= ThemeLimits.lines else {
            throw ThemeFault("the file has more than \(ThemeLimits.lines) lines; is it a theme?")
        }
        for (place, line) in lines.enumerated() {
            let number = place + 1
            guard line.count <= ThemeLimits.lineBytes else {
                throw ThemeFault(
                    "the line has more than \(ThemeLimits.lineBytes) bytes; shorten it",
                    line: number)
            }
            do throws(ThemeFault) {
                let words = try ThemeWord.words(of: Substring(line), line: number)
                if !words.isEmpty { try read(words, line: number) }
            } catch { throw error.placed(in: Substring(line)) }
        }
        guard isStarted else { throw Self.formatFault(line: 1) }
        guard name != nil else { throw ThemeFault("the theme has no name; add: name \"…\"") }
    }

    private mutating func read(_ words: [ThemeWord], line: Int) throws(ThemeFault) {
        guard isStarted else {
            guard words == [.word("format"), .word("1")] else {
                throw Self.formatFault(line: line)
            }
            return isStarted = true
        }
        let rest = Array(words.dropFirst())
        switch words[0] {
        case .word(let ink) where rest.first == .equals:
            try inks.define(ink, Array(rest.dropFirst()), line: line)
        case .word("name"): try readName(rest, line: line)
        case .word("base"): try readBase(rest, line: line)
        case .word("contrast"): try readContrast(rest, line: line)
        case .word("role"): try readRole(rest, line: line)
        default:
            throw ThemeFault(
                "the line starts as none of a theme's; start it with name, base, contrast, role or "
                    + "INK =", line: line)
        }
    }

    private static func formatFault(line: Int) -> ThemeFault {
        ThemeFault("a theme starts with `format 1`, the only format there is; add it", line: line)
    }

    private mutating func readName(_ words: [ThemeWord], line: Int) throws(ThemeFault) {
        guard name == nil, case .quoted(let text) = words.first, words.count == 1 else {
            throw ThemeFault("write once: name \"…\"", line: line)
        }
        let safe = SafeText(untrusted: text)
        guard safe.escapes == 0, (1...ThemeLimits.nameColumns).contains(safe.columns) else {
            throw ThemeFault(
                "the name must be 1 to \(ThemeLimits.nameColumns) columns of printable characters; "
                    + "change it", line: line)
        }
        name = text
    }

    private mutating func readBase(_ words: [ThemeWord], line: Int) throws(ThemeFault) {
        guard !hasBase, case .word(let word) = words.first, words.count == 1 else {
            throw ThemeFault("write once: base NAME, or base - for none", line: line)
        }
        hasBase = true
        if word != "-" { base = (word, line) }
    }

    private mutating func readContrast(_ words: [ThemeWord], line: Int) throws(ThemeFault) {
        guard contrast == nil, case .word(let word) = words.first, words.count == 1,
            let number = Double(word), (Theme.leastContrast...21).contains(number)
        else {
            throw ThemeFault(
                "write once: contrast N, from \(Theme.leastContrast) to 21, e.g. 7", line: line)
        }
        contrast = number
    }

    /// Reads `NAME look [glyph "x" [ascii "y"] | glyph none]`.
    private mutating func readRole(_ words: [ThemeWord], line: Int) throws(ThemeFault) {
        guard case .word(let word) = words.first else {
            throw ThemeFault("write: role NAME look", line: line)
        }
        let end = words.firstIndex { $0 == .word("glyph") || $0 == .word("ascii") } ?? words.count
        let look = try inks.look(Array(words[1..<end]), line: line)
        let entry = Entry(line: line, look: look, glyph: try Self.glyph(words[end...], line: line))
        guard let role = Role(rawValue: word) else {
            return warnings.append(
                ThemeWarning(
                    line: line,
                    message: "role \(word) is not one of the console's and was passed over; "
                        + "themes/README.md lists them"))
        }
        if let first = roles[role] {
            throw ThemeFault(
                "role \(word) is defined on line \(first.line) already; keep one of them",
                line: line)
        }
        roles[role] = entry
    }

    private static func glyph(
        _ words: ArraySlice<ThemeWord>, line: Int
    ) throws(ThemeFault) -> Glyph {
        let words = Array(words)
        switch words.count {
        case 0: return .asBase
        case 2:
            if words == [.word("glyph"), .word("none")] { return .none }
            guard words[0] == .word("glyph"), case .quoted(let text) = words[1] else { break }
            return .some(try ThemeGlyph(text: text, ascii: nil, line: line))
        case 4:
            guard words[0] == .word("glyph"), case .quoted(let text) = words[1],
                words[2] == .word("ascii"), case .quoted(let ascii) = words[3]
            else { break }
            return .some(try ThemeGlyph(text: text, ascii: ascii, line: line))
        default: break
        }
        throw ThemeFault(
            "the line must end with glyph \"x\", glyph \"x\" ascii \"y\" or glyph none", line: line)
    }
}
