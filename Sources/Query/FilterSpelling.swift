/// How bytes are written in a filter, and which need quotes.
enum FilterSpelling {
    /// Words that join terms, and so are no text without quotes.
    static let joints = ["or", "and", "not"]

    /// A text that is found anywhere, as a term of its own.
    static func word(_ bytes: [UInt8]) -> String {
        let text = String(decoding: bytes, as: UTF8.self)
        let isJoint = joints.contains { $0.utf8.elementsEqual(bytes.map(\.foldedASCII)) }
        return isJoint || bytes.first == UInt8(ascii: "-") ? quoted(text) : value(bytes)
    }

    /// A value behind a field.
    static func value(_ bytes: [UInt8]) -> String {
        let text = String(decoding: bytes, as: UTF8.self)
        return !bytes.isEmpty && bytes.allSatisfy(isPlain) ? text : quoted(text)
    }

    /// A value with its wildcards.
    static func pattern(_ pattern: FilterPattern) -> String {
        guard !pattern.bytes.isEmpty else { return "*" }
        return (pattern.isOpenAtStart ? "*" : "") + value(pattern.bytes)
            + (pattern.isOpenAtEnd ? "*" : "")
    }

    /// In quotes, in which `\` makes a quote or itself literal.
    private static func quoted(_ text: String) -> String {
        var quoted = "\""
        for scalar in text.unicodeScalars {
            if scalar == "\"" || scalar == "\\" { quoted.unicodeScalars.append("\\") }
            quoted.unicodeScalars.append(scalar)
        }
        return quoted + "\""
    }

    /// Letters, digits and the marks that names are made of.
    private static func isPlain(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"),
            UInt8(ascii: "."), UInt8(ascii: "/"):
            true
        default: false
        }
    }
}
