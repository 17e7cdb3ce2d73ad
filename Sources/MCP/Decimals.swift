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
}
