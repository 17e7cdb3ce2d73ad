/// A way into a JSON value by names and places (RFC 6901): `/amount`, `/items/0/id`.
package struct JSONPointer: Hashable, Sendable, CustomStringConvertible {
    /// Why a text is no pointer.
    package enum Fault: Error, Hashable, Sendable, CustomStringConvertible {
        /// Neither empty nor begun with a slash.
        case notRooted
        /// A `~` that neither `0` nor `1` follows, at this byte.
        case invalidEscape(offset: Int)
        /// Longer than `longest` bytes.
        case tooLong

        package var description: String {
            switch self {
            case .notRooted: "a pointer starts with '/', as in /amount"
            case .invalidEscape(let offset):
                "'~' at byte \(offset) of the pointer must be followed by 0 (for ~) or 1 (for /)"
            case .tooLong: "a pointer has at most \(JSONPointer.longest) bytes"
            }
        }
    }

    /// The pointer as written.
    package let text: String
    /// The names and places on the way, escapes undone.
    package let tokens: [String]

    /// A bound on what a policy may spell, far above any path that a person writes.
    package static let longest = 4096

    /// Reads a pointer; the empty one stands for the whole value.
    package init(_ text: String) throws(Fault) {
        guard text.utf8.count <= JSONPointer.longest else { throw .tooLong }
        self.text = text
        guard !text.isEmpty else {
            tokens = []
            return
        }
        var bytes = Array(text.utf8)
        guard bytes.removeFirst() == UInt8(ascii: "/") else { throw .notRooted }
        var tokens: [String] = []
        var token: [UInt8] = []
        var index = 0
        while index < bytes.count {
            switch bytes[index] {
            case UInt8(ascii: "/"):
                tokens.append(String(decoding: token, as: UTF8.self))
                token = []
            case UInt8(ascii: "~"):
                index += 1
                switch index < bytes.count ? bytes[index] : 0 {
                case UInt8(ascii: "0"): token.append(UInt8(ascii: "~"))
                case UInt8(ascii: "1"): token.append(UInt8(ascii: "/"))
                default: throw .invalidEscape(offset: index)
                }
            default: token.append(bytes[index])
            }
            index += 1
        }
        tokens.append(String(decoding: token, as: UTF8.self))
        self.tokens = tokens
    }

    /// What the pointer points at; nil where the value has no such place. `-`, the place behind
    /// the last element, is none.
    package func value(in root: JSONValue) -> JSONValue? {
        var value = root
        for token in tokens {
            switch value {
            case .object(let object):
                guard let member = object[token] else { return nil }
                value = member
            case .array(let elements):
                guard let place = JSONPointer.place(token), place < elements.count else {
                    return nil
                }
                value = elements[place]
            default: return nil
            }
        }
        return value
    }

    package var description: String { text }

    package static func == (left: Self, right: Self) -> Bool {
        UTF8Order.areEqual(left.text, right.text)
    }

    package func hash(into hasher: inout Hasher) { UTF8Order.hash(text, into: &hasher) }

    /// A member's name as a token of a pointer (RFC 6901, section 3).
    package static func token(_ name: String) -> String {
        guard name.utf8.contains(where: { $0 == UInt8(ascii: "~") || $0 == UInt8(ascii: "/") })
        else { return name }
        var token: [UInt8] = []
        for byte in name.utf8 {
            switch byte {
            case UInt8(ascii: "~"): token += "~0".utf8
            case UInt8(ascii: "/"): token += "~1".utf8
            default: token.append(byte)
            }
        }
        return String(decoding: token, as: UTF8.self)
    }

    /// Digits without a leading zero.
    private static func place(_ token: String) -> Int? {
        guard token.utf8.allSatisfy({ $0 &- UInt8(ascii: "0") < 10 }),
            token.utf8.count == 1 || token.utf8.first != UInt8(ascii: "0")
        else { return nil }
        return Int(token)
    }
}
