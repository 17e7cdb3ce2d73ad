import JSON

/// The small grammars of scalars. All of them are ASCII, and each text has one reading only.
enum TextForm {
    /// A whole number without sign or leading zero, at most nine digits.
    static func count(_ text: Substring) -> Int? {
        guard (1...9).contains(text.utf8.count), text.utf8.allSatisfy(isDigit),
            text.utf8.count == 1 || text.utf8.first != UInt8(ascii: "0")
        else { return nil }
        return Int(text)
    }

    /// A decimal without sign, exponent or leading zero: `0`, `500`, `0.05`.
    static func number(_ text: Substring) -> ExactDecimal? {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count),
            parts.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy(isDigit) }),
            parts[0].utf8.count == 1 || parts[0].utf8.first != UInt8(ascii: "0")
        else { return nil }
        return ExactDecimal(text: String(text))
    }

    /// A whole number and one of `s`, `m`, `h`, `d`; not zero.
    static func duration(_ text: Substring) -> Duration? {
        let seconds: Int
        switch text.utf8.last {
        case UInt8(ascii: "s"): seconds = 1
        case UInt8(ascii: "m"): seconds = 60
        case UInt8(ascii: "h"): seconds = 3600
        case UInt8(ascii: "d"): seconds = 86_400
        default: return nil
        }
        guard let count = count(text.dropLast()), count > 0 else { return nil }
        return .seconds(count * seconds)
    }

    /// What stands behind the `/` of a rate: `s`, `min`, `h`, `day`, or a duration.
    static func window(_ text: Substring) -> Duration? {
        switch text {
        case "s": .seconds(1)
        case "min": .seconds(60)
        case "h": .seconds(3600)
        case "day": .seconds(86_400)
        default: duration(text)
        }
    }

    /// A name of an agent, an operator or a server.
    static func isName(_ text: String) -> Bool {
        guard (1...64).contains(text.utf8.count), let first = text.utf8.first else { return false }
        return (isDigit(first) || isLetter(first))
            && text.utf8.allSatisfy { isDigit($0) || isLetter($0) || "-_.".utf8.contains($0) }
    }

    /// A name that useradd takes by its usual pattern.
    static func isUser(_ text: String) -> Bool {
        guard (1...32).contains(text.utf8.count), let first = text.utf8.first else { return false }
        return (isLower(first) || first == UInt8(ascii: "_"))
            && text.utf8.allSatisfy { isLower($0) || isDigit($0) || "-_".utf8.contains($0) }
    }

    /// The name of an environment variable.
    static func isVariable(_ text: String) -> Bool {
        guard (1...128).contains(text.utf8.count), let first = text.utf8.first, !isDigit(first)
        else { return false }
        return text.utf8.allSatisfy { isLetter($0) || isDigit($0) || $0 == UInt8(ascii: "_") }
    }

    /// The tool's part of a tool's name: printable ASCII, at most 128 bytes, no space at an end.
    static func isTool(_ text: Substring) -> Bool {
        (1...128).contains(text.utf8.count) && text.utf8.allSatisfy { (0x20...0x7E).contains($0) }
            && text.utf8.first != 0x20 && text.utf8.last != 0x20
    }

    /// A path without empty, `.` or `..` segments.
    static func isPath(_ text: String) -> Bool {
        let relative = text.utf8.first == UInt8(ascii: "/") ? text.dropFirst() : text[...]
        return text.utf8.count <= 1024
            && relative.split(separator: "/", omittingEmptySubsequences: false)
                .allSatisfy { !$0.isEmpty && $0 != "." && $0 != ".." }
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
    private static func isLower(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte) }
    private static func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte | 0x20) }
}
