internal import Glibc

/// Strings as the bytes they are on the wire: Swift's own comparison is canonical equivalence.
enum UTF8Order {
    /// Whether two strings have the same UTF-8 bytes.
    static func areEqual(_ left: String, _ right: String) -> Bool {
        left.utf8.count == right.utf8.count && compare(left, right) == 0
    }

    /// Below zero, zero or above zero by the order of UTF-8 bytes, which is that of code points.
    static func compare(_ left: String, _ right: String) -> Int {
        withBytes(left, right) { left, right in
            let common = min(left.count, right.count)
            if common > 0, let first = left.baseAddress, let second = right.baseAddress {
                let order = memcmp(first, second, common)
                if order != 0 { return Int(order) }
            }
            return left.count - right.count
        }
    }

    /// Below zero, zero or above zero by the order of UTF-16 code units (RFC 8785 section 3.2.3).
    ///
    /// It differs from that of bytes in one place: characters from U+10000 on, written as
    /// surrogates there, come before U+E000 to U+FFFF.
    static func compareUTF16(_ left: String, _ right: String) -> Int {
        withBytes(left, right) { left, right in
            for (first, second) in zip(left, right) where first != second {
                return rank(first) - rank(second)
            }
            return left.count - right.count
        }
    }

    static func hash(_ string: String, into hasher: inout Hasher) {
        var copy = string
        copy.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
        hasher.combine(0xFF as UInt8)
    }

    /// 0xEE and 0xEF lead U+E000 to U+FFFF; 0xF0 to 0xF4 lead what is above.
    private static func rank(_ byte: UInt8) -> Int {
        byte == 0xEE || byte == 0xEF ? Int(byte) + 0x100 : Int(byte)
    }

    private static func withBytes(
        _ left: String, _ right: String,
        _ body: (UnsafeBufferPointer<UInt8>, UnsafeBufferPointer<UInt8>) -> Int
    ) -> Int {
        var left = left
        var right = right
        return left.withUTF8 { left in right.withUTF8 { right in body(left, right) } }
    }
}
