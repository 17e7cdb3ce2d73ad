/// Integers as text, without an allocation.
enum Decimals {
    /// Gives the decimal digits of `number`, with its sign, to `body`.
    static func withBytes(of number: Int64, _ body: (UnsafeRawBufferPointer) -> Void) {
        // 19 digits and a sign are the longest that 64 bits give.
        withUnsafeTemporaryAllocation(byteCount: 20, alignment: 1) { room in
            var place = room.count
            var rest = number.magnitude
            repeat {
                place -= 1
                room[place] = UInt8(truncatingIfNeeded: rest % 10) + UInt8(ascii: "0")
                rest /= 10
            } while rest > 0
            if number < 0 {
                place -= 1
                room[place] = UInt8(ascii: "-")
            }
            body(UnsafeRawBufferPointer(rebasing: room[place...]))
        }
    }

    /// The integer of these digits; nil for a fraction, an exponent or what 64 bits do not hold.
    static func integer(_ digits: Slice<UnsafeRawBufferPointer>) -> Int64? {
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
