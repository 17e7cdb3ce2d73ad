/// JSON pointers (RFC 6901) as text, for reports.
enum PointerText {
    /// A pointer of these tokens, cut with `…` where it is longer than a report needs.
    static func text(_ tokens: some Sequence<String>) -> String {
        var bytes: [UInt8] = []
        for token in tokens {
            bytes.append(UInt8(ascii: "/"))
            for byte in token.utf8 {
                switch byte {
                case UInt8(ascii: "~"): bytes += "~0".utf8
                case UInt8(ascii: "/"): bytes += "~1".utf8
                default: bytes.append(byte)
                }
                if bytes.count > SchemaLimits.reportedBytes { break }
            }
        }
        return cut(String(decoding: bytes, as: UTF8.self), to: SchemaLimits.reportedBytes)
    }

    /// A text of at most so many bytes, and `…` where something is left out.
    static func cut(_ text: String, to limit: Int) -> String {
        guard text.utf8.count > limit else { return text }
        var kept = String.UnicodeScalarView()
        var count = 0
        for scalar in text.unicodeScalars {
            count += UTF8.width(scalar)
            if count > limit { break }
            kept.append(scalar)
        }
        return String(kept) + "…"
    }

    /// The place in an array that a token names; nil where it names none (leading zeros, `-`).
    static func index(_ token: String, below count: Int) -> Int? {
        guard token.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let index = Int(token),
            index < count, token.utf8.count == 1 || token.utf8.first != UInt8(ascii: "0")
        else { return nil }
        return index
    }
}
