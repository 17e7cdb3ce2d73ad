internal import JSON

/// Strings read from ranges that a scan has checked.
enum MessageText {
    /// The bytes of a range as text, as they are.
    static func plain(_ range: Range<Int>, in message: UnsafeRawBufferPointer) -> String {
        String(decoding: message[range], as: UTF8.self)
    }

    /// The string whose quoted bytes lie at `range`, its escapes undone.
    static func string(_ range: Range<Int>, in message: UnsafeRawBufferPointer) -> String? {
        do throws(JSONError) {
            let scanner = try JSONScanner(message, at: range)
            return scanner.stringRange(ofValue: range).map { scanner.string($0) }
        } catch {
            // Only a range that no scan gave: there is no string there.
            return nil
        }
    }
}

extension RequestID {
    /// The id that stands at a range of a message; nil where it is no id.
    init?(_ message: UnsafeRawBufferPointer, _ range: Range<Int>, isEscaped: Bool) {
        guard range.count <= Limits.idBytes, let first = range.first else { return nil }
        if message[first] == UInt8(ascii: "\"") {
            if isEscaped {
                guard let text = MessageText.string(range, in: message) else { return nil }
                self.init(value: .string(text), spelling: Array(message[range]))
            } else {
                let content = message[range.lowerBound + 1..<range.upperBound - 1]
                self.init(
                    value: .string(String(decoding: content, as: UTF8.self)), spelling: nil)
            }
            return
        }
        guard let number = Decimals.integer(message[range]) else { return nil }
        // The one integer with two spellings in JSON is "-0".
        let isNegativeZero = number == 0 && range.count == 2
        self.init(
            value: .number(number), spelling: isNegativeZero ? Array(message[range]) : nil)
    }
}
