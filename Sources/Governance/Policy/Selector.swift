package import JSON

/// What an argument is compared with. Texts are compared byte for byte, numbers by exact value.
package enum Selector: Hashable, Sendable {
    /// One of these words, read in the argument's own type: a string byte for byte, a number by
    /// value, a boolean as `true` or `false`.
    case oneOf([String])
    /// A string that starts with one of these. Where one of them starts with `/`, a string with a
    /// `.` or `..` segment is unreadable: it may name something else than it seems to.
    case prefix([String])
    /// A number within bounds.
    case number(Bounds<ExactDecimal>)
    /// A list whose length is within bounds.
    case length(Bounds<Int>)
    /// A URL whose host is one of these.
    case host([HostPattern])
    /// A string in which the pattern matches somewhere.
    case pattern(ArgumentPattern)

    /// What a selector says to one value.
    package enum Finding: Hashable, Sendable {
        case matches
        case differs
        /// The value is not what the selector can read; the words say why.
        case unreadable(String)

        init(_ matches: Bool) { self = matches ? .matches : .differs }
    }

    /// Whether a list is looked at as one value, not element by element.
    var looksAtLists: Bool {
        if case .length = self { true } else { false }
    }

    /// Compares one value.
    package func finding(on value: JSONValue) -> Finding {
        switch self {
        case .oneOf(let words): return Selector.finding(on: value, oneOf: words)
        case .prefix(let prefixes):
            guard case .string(let text) = value else { return .unreadable("no string") }
            return Selector.finding(on: text, prefixes: prefixes)
        case .number(let bounds):
            guard case .number(let number) = value else { return .unreadable("no number") }
            guard let decimal = number.decimal else { return .unreadable("number too large") }
            return Finding(bounds.contains(decimal))
        case .length(let bounds):
            guard case .array(let elements) = value else { return .unreadable("no list") }
            return Finding(bounds.contains(elements.count))
        case .host(let hosts):
            guard case .string(let text) = value else { return .unreadable("no string") }
            guard let host = URLHost(url: text) else { return .unreadable("no plain URL") }
            return Finding(hosts.contains { $0.matches(host) })
        case .pattern(let pattern):
            guard case .string(let text) = value else { return .unreadable("no string") }
            return pattern.finding(on: text)
        }
    }

    private static func finding(on value: JSONValue, oneOf words: [String]) -> Finding {
        switch value {
        case .string(let text):
            return Finding(words.contains { $0.utf8.elementsEqual(text.utf8) })
        case .bool(let flag):
            return Finding(words.contains(flag ? "true" : "false"))
        case .number(let number):
            guard let decimal = number.decimal else { return .unreadable("number too large") }
            return Finding(words.contains { ExactDecimal(text: $0) == decimal })
        case .null, .array, .object:
            return .unreadable("neither string, number nor boolean")
        }
    }

    private static func finding(on text: String, prefixes: [String]) -> Finding {
        let slash = UInt8(ascii: "/")
        if prefixes.contains(where: { $0.utf8.first == slash }) {
            let segments = text.utf8.split(whereSeparator: { $0 == slash || $0 == 0x5C })
            let isDotted = segments.contains {
                $0.elementsEqual(".".utf8) || $0.elementsEqual("..".utf8)
            }
            if isDotted { return .unreadable("path with a '.' or '..' segment") }
        }
        return Finding(prefixes.contains { text.utf8.starts(with: $0.utf8) })
    }
}
