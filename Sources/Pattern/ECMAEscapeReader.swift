/// Reads what follows a backslash, where it stands for one character or for a set of them.
enum ECMAEscapeReader {
    /// Reads one escape; the backslash is already read.
    static func read(
        _ scanner: inout ScalarScanner, inClass: Bool
    ) throws(PatternError) -> CharacterSet {
        let start = scanner.offset - 1
        guard let letter = scanner.next() else {
            throw PatternError(.malformed("\"\\\" at the end"), at: start)
        }
        if let set = CharacterSet(classEscape: letter) { return set }
        switch letter {
        case "t": return CharacterSet("\t")
        case "n": return CharacterSet("\n")
        case "v": return CharacterSet("\u{0B}")
        case "f": return CharacterSet("\u{0C}")
        case "r": return CharacterSet("\r")
        case "b" where inClass: return CharacterSet("\u{08}")
        case "0": return try null(&scanner, from: start)
        case "c": return try control(&scanner, from: start)
        case "x":
            guard let value = scanner.hexadecimal(digits: 2) else {
                throw PatternError(.malformed("\"\\x\" without two hexadecimal digits"), at: start)
            }
            return CharacterSet([value...value])
        case "u": return try unicode(&scanner, from: start)
        case "p", "P":
            return try GeneralCategory.read(&scanner, isComplement: letter == "P", from: start)
        default:
            guard letter.isASCII, !letter.properties.isAlphabetic, !("0"..."9").contains(letter),
                letter.value >= 0x20, letter.value != 0x7F
            else { throw PatternError(.malformed("unknown escape \"\\\(letter)\""), at: start) }
            return CharacterSet(letter)
        }
    }

    private static func null(
        _ scanner: inout ScalarScanner, from start: Int
    ) throws(PatternError) -> CharacterSet {
        if let digit = scanner.peek, ("0"..."9").contains(digit) {
            throw PatternError(.malformed("octal escape"), at: start)
        }
        return CharacterSet("\0")
    }

    private static func control(
        _ scanner: inout ScalarScanner, from start: Int
    ) throws(PatternError) -> CharacterSet {
        switch scanner.next() {
        case .some(let letter) where ("a"..."z").contains(letter) || ("A"..."Z").contains(letter):
            let value = letter.value & 31
            return CharacterSet([value...value])
        default: throw PatternError(.malformed("\"\\c\" without a letter"), at: start)
        }
    }

    /// `\uXXXX`, a pair of them for one code point, or `\u{X…}`.
    private static func unicode(
        _ scanner: inout ScalarScanner, from start: Int
    ) throws(PatternError) -> CharacterSet {
        var value: UInt32
        if scanner.take("{") {
            value = try bracedCodePoint(&scanner, from: start)
        } else if let unit = scanner.hexadecimal(digits: 4) {
            value = unit
            if (0xD800...0xDBFF).contains(unit) {
                var ahead = scanner
                if ahead.take(all: "\\u"), let low = ahead.hexadecimal(digits: 4),
                    (0xDC00...0xDFFF).contains(low)
                {
                    scanner = ahead
                    value = 0x10000 + (unit - 0xD800) << 10 + (low - 0xDC00)
                }
            }
        } else {
            throw PatternError(.malformed("\"\\u\" without four hexadecimal digits"), at: start)
        }
        guard !(0xD800...0xDFFF).contains(value) else {
            throw PatternError(.unsupported(.surrogate), at: start)
        }
        return CharacterSet([value...value])
    }

    private static func bracedCodePoint(
        _ scanner: inout ScalarScanner, from start: Int
    ) throws(PatternError) -> UInt32 {
        var value: UInt32?
        while let digit = scanner.hexadecimal(digits: 1) {
            value = (value ?? 0) << 4 | digit
            if let value, value > 0x10FFFF { break }
        }
        guard let value, value <= 0x10FFFF, scanner.take("}") else {
            throw PatternError(.malformed("\"\\u{\" without a code point"), at: start)
        }
        return value
    }
}
