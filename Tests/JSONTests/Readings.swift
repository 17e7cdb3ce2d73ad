import JSON

/// The two ways of reading a text, so that tests can hold one against the other.
enum Readings {
    /// What the scanner says of a whole text; nil where it accepts it.
    static func scan(_ bytes: [UInt8], limits: JSONLimits = .message) -> JSONError? {
        bytes.withUnsafeBytes { buffer in
            do throws(JSONError) {
                var scanner = try JSONScanner(buffer, limits: limits)
                try scanner.skipValue()
                try scanner.finish()
                return nil
            } catch {
                return error
            }
        }
    }

    /// What the tree says of a whole text.
    static func tree(
        _ bytes: [UInt8], limits: JSONLimits = .message
    ) -> Result<JSONValue, JSONError> {
        do throws(JSONError) {
            return .success(try JSONValue.parse(bytes, limits: limits))
        } catch {
            return .failure(error)
        }
    }

    /// Walks the text by entering each array and object, as an envelope is read, and refuses
    /// duplicate keys by `JSONKeys`; nil where the text is accepted.
    static func walk(_ bytes: [UInt8], limits: JSONLimits = .message) -> JSONError? {
        bytes.withUnsafeBytes { buffer in
            do throws(JSONError) {
                var scanner = try JSONScanner(buffer, limits: limits)
                try walkValue(&scanner)
                try scanner.finish()
                return nil
            } catch {
                return error
            }
        }
    }

    private static func walkValue(_ scanner: inout JSONScanner) throws(JSONError) {
        switch try scanner.nextKind() {
        case .object:
            var keys = JSONKeys()
            try scanner.enterObject()
            while let key = try scanner.nextKey() {
                try keys.insert(key, of: scanner)
                try walkValue(&scanner)
            }
        case .array:
            try scanner.enterArray()
            while try scanner.nextElement() { try walkValue(&scanner) }
        case .string: _ = try scanner.readString()
        default: try scanner.skipValue()
        }
    }
}
