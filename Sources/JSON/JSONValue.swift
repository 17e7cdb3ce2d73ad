/// One reading of a JSON text: numbers as written, members in order, no duplicate keys.
///
/// Equality and hashing go by bytes of strings, never by canonical equivalence, by exact value of
/// numbers, and for objects without regard to order.
package enum JSONValue: Sendable, Hashable {
    case null
    case bool(Bool)
    case number(JSONNumber)
    case string(String)
    case array([JSONValue])
    case object(JSONObject)

    /// The kind of the value.
    package var kind: JSONKind {
        switch self {
        case .null: .null
        case .bool: .bool
        case .number: .number
        case .string: .string
        case .array: .array
        case .object: .object
        }
    }

    package static func == (left: JSONValue, right: JSONValue) -> Bool {
        switch (left, right) {
        case (.null, .null): true
        case (.bool(let left), .bool(let right)): left == right
        case (.number(let left), .number(let right)): left == right
        case (.string(let left), .string(let right)): UTF8Order.areEqual(left, right)
        case (.array(let left), .array(let right)): left == right
        case (.object(let left), .object(let right)): left == right
        default: false
        }
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(kind)
        switch self {
        case .null: break
        case .bool(let bool): hasher.combine(bool)
        case .number(let number): hasher.combine(number)
        case .string(let string): UTF8Order.hash(string, into: &hasher)
        case .array(let elements): hasher.combine(elements)
        case .object(let object): hasher.combine(object)
        }
    }
}

extension JSONValue {
    /// Reads one whole text.
    ///
    /// Refused beside what the grammar of RFC 8259 refuses: a key that its object already has (at
    /// any depth, escaped or not), invalid UTF-8, half surrogates, a byte order mark, and what is
    /// longer, deeper or fuller than the limits.
    package static func parse(
        _ bytes: UnsafeRawBufferPointer, limits: JSONLimits = .message
    ) throws(JSONError) -> JSONValue {
        let scanner = try JSONScanner(bytes, limits: limits)
        var reader = JSONTreeReader(text: scanner.text, values: limits.values)
        var offset = scanner.text.space(0)
        let value = try reader.value(&offset, open: 0)
        offset = scanner.text.space(offset)
        guard offset == scanner.text.end else {
            throw JSONError(kind: .trailingBytes, offset: offset)
        }
        return value
    }

    /// Reads one whole text; see `parse(_:limits:)` of a buffer.
    package static func parse(
        _ bytes: [UInt8], limits: JSONLimits = .message
    ) throws(JSONError) -> JSONValue {
        let result = bytes.withUnsafeBytes { buffer -> Result<JSONValue, JSONError> in
            do throws(JSONError) {
                return .success(try parse(buffer, limits: limits))
            } catch {
                return .failure(error)
            }
        }
        return try result.get()
    }
}
