internal import JSON

/// Strings read from ranges that a scan has checked.
enum MessageText {
    /// The bytes of a range as text, as they are.
    static func plain(_ range: Range<Int>, in message: UnsafeRawBufferPointer) -> String {
        String(decoding: message[range], as: UTF8.self)
    }

    /// The string whose quoted bytes lie at `range`, its escapes undone.
    static func string(_ range: Range<Int>, in message: UnsafeRawBufferPointer) -> String? {
        guard let scanner = try? JSONScanner(message, at: range),
            let content = scanner.stringRange(ofValue: range)
        else { return nil }
        return scanner.string(content)
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
        guard let number = RequestID.integer(message[range]) else { return nil }
        // The one integer with two spellings in JSON is "-0".
        let isNegativeZero = number == 0 && range.count == 2
        self.init(
            value: .number(number), spelling: isNegativeZero ? Array(message[range]) : nil)
    }

    /// The integer of these digits; nil for a fraction, an exponent or what 64 bits do not hold.
    private static func integer(_ digits: Slice<UnsafeRawBufferPointer>) -> Int64? {
        var value: Int64 = 0
        let isNegative = digits.first == UInt8(ascii: "-")
        for byte in digits.dropFirst(isNegative ? 1 : 0) {
            guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { return nil }
            let digit = Int64(byte - UInt8(ascii: "0"))
            let (product, over) = value.multipliedReportingOverflow(by: 10)
            let (sum, overAgain) =
                isNegative
                ? product.subtractingReportingOverflow(digit)
                : product.addingReportingOverflow(digit)
            guard !over, !overAgain else { return nil }
            value = sum
        }
        return digits.count > (isNegative ? 1 : 0) ? value : nil
    }
}
