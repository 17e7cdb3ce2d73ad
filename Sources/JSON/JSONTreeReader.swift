/// Builds the tree of a text with the scanner's own grammar, so that both accept the same texts
/// but for duplicate keys and the count of values.
///
/// It calls itself once for each level; `JSONLimits.deepest` bounds the stack.
struct JSONTreeReader {
    private let text: JSONText
    /// How many more values may come.
    private var values: Int

    init(text: JSONText, values: Int) {
        self.text = text
        self.values = values
    }

    /// The value at an offset, which is moved behind it.
    mutating func value(_ offset: inout Int, open: Int) throws(JSONError) -> JSONValue {
        guard values > 0 else { throw JSONError(kind: .tooMany, offset: offset) }
        values -= 1
        switch text.byte(offset) {
        case UInt8(ascii: "{"): return .object(try object(&offset, open: open))
        case UInt8(ascii: "["): return .array(try array(&offset, open: open))
        default: return try scalar(&offset)
        }
    }

    private func scalar(_ offset: inout Int) throws(JSONError) -> JSONValue {
        let start = offset
        switch text.byte(start) {
        case UInt8(ascii: "\""):
            let string = try text.string(start)
            offset = string.end
            return .string(text.string(start + 1..<string.end - 1, isEscaped: string.isEscaped))
        case UInt8(ascii: "t"), UInt8(ascii: "f"), UInt8(ascii: "n"):
            offset = try text.scalar(start)
            return text.byte(start) == UInt8(ascii: "n")
                ? .null : .bool(text.byte(start) == UInt8(ascii: "t"))
        default:
            offset = try text.scalar(start)
            return .number(
                JSONNumber(accepted: text.string(start..<offset, isEscaped: false)))
        }
    }

    private mutating func array(_ offset: inout Int, open: Int) throws(JSONError) -> [JSONValue] {
        try enter(&offset, open: open)
        var elements: [JSONValue] = []
        if text.byte(offset) == UInt8(ascii: "]") {
            offset += 1
            return elements
        }
        while true {
            elements.append(try value(&offset, open: open + 1))
            guard try isContinued(&offset, closing: UInt8(ascii: "]")) else { return elements }
        }
    }

    private mutating func object(_ offset: inout Int, open: Int) throws(JSONError) -> JSONObject {
        try enter(&offset, open: open)
        var members: [JSONObject.Member] = []
        var keys: [Int] = []
        if text.byte(offset) == UInt8(ascii: "}") {
            offset += 1
            return JSONObject()
        }
        while true {
            let start = offset
            let key = try text.key(start)
            let name = text.string(start + 1..<key.end - 1, isEscaped: key.isEscaped)
            offset = key.value
            keys.append(start)
            members.append((name, try value(&offset, open: open + 1)))
            if try isContinued(&offset, closing: UInt8(ascii: "}")) { continue }
            switch JSONObject.distinct(members) {
            case .success(let object): return object
            case .failure(let duplicate):
                throw JSONError(kind: .duplicateKey, offset: keys[duplicate.place])
            }
        }
    }

    private func enter(_ offset: inout Int, open: Int) throws(JSONError) {
        guard open < text.deepest else { throw JSONError(kind: .tooDeep, offset: offset) }
        offset = text.space(offset + 1)
    }

    /// Whether a comma follows; the offset is then before the next key or element, and behind the
    /// closing byte otherwise.
    private func isContinued(_ offset: inout Int, closing: UInt8) throws(JSONError) -> Bool {
        let next = text.space(offset)
        if text.byte(next) == UInt8(ascii: ",") {
            offset = text.space(next + 1)
            return true
        }
        guard text.byte(next) == closing else { throw text.fault(.expectedCommaOrEnd, next) }
        offset = next + 1
        return false
    }
}
