/// A number in JSON spelling, read as its significant digits times a power of ten.
///
/// Nothing is expanded: a number of a billion zeros costs what its spelling costs.
struct JSONDecimalDigits {
    let spelling: UnsafeBufferPointer<UInt8>
    let isNegative: Bool
    /// From the first to behind the last digit that is not zero; a point may lie between. Empty
    /// for zero.
    let significant: Range<Int>
    /// How many digits that is, the point not counted.
    let count: Int
    /// The power of ten of the last of them; 0 for zero.
    let exponent: Int

    var isZero: Bool { count == 0 }

    /// The power of ten just above the first digit: the value is 0.digits x 10^magnitude.
    var magnitude: Int { exponent + count }

    /// Reads a spelling that the grammar has accepted.
    init(_ spelling: UnsafeBufferPointer<UInt8>) {
        self.spelling = spelling
        let minus = spelling.first == UInt8(ascii: "-")
        let end =
            spelling.firstIndex { $0 | 0x20 == UInt8(ascii: "e") } ?? spelling.count
        let point = spelling[..<end].firstIndex(of: UInt8(ascii: ".")) ?? end
        func isSignificant(_ byte: UInt8) -> Bool {
            byte > UInt8(ascii: "0") && byte <= UInt8(ascii: "9")
        }
        guard let first = spelling[..<end].firstIndex(where: isSignificant),
            let last = spelling[..<end].lastIndex(where: isSignificant)
        else {
            (isNegative, significant, count, exponent) = (false, 0..<0, 0, 0)
            return
        }
        isNegative = minus
        significant = first..<last + 1
        count = last + 1 - first - (first < point && point < last ? 1 : 0)
        let place = last < point ? point - last - 1 : point - last
        exponent = place + JSONDecimalDigits.power(spelling[end...])
    }

    /// The written exponent: nothing, or `e`, a sign and digits within the limit.
    private static func power(_ text: Slice<UnsafeBufferPointer<UInt8>>) -> Int {
        var power = 0
        var isNegative = false
        for byte in text.dropFirst() {
            if byte == UInt8(ascii: "-") { isNegative = true }
            guard byte &- UInt8(ascii: "0") < 10 else { continue }
            power = power &* 10 &+ Int(byte &- UInt8(ascii: "0"))
        }
        return isNegative ? -power : power
    }

    /// Calls back with each significant digit, 0 to 9, from the first to the last.
    @inline(__always)
    func forEachDigit(_ body: (UInt8) -> Void) {
        for index in significant where spelling[index] != UInt8(ascii: ".") {
            body(spelling[index] &- UInt8(ascii: "0"))
        }
    }

    /// Below zero, zero or above zero as this number is below, equal to or above the other.
    func compared(to other: JSONDecimalDigits) -> Int {
        let sign = isZero ? 0 : isNegative ? -1 : 1
        let otherSign = other.isZero ? 0 : other.isNegative ? -1 : 1
        if sign != otherSign { return sign < otherSign ? -1 : 1 }
        if sign == 0 { return 0 }
        if magnitude != other.magnitude { return magnitude < other.magnitude ? -sign : sign }
        return sign * compareDigits(with: other)
    }

    private func compareDigits(with other: JSONDecimalDigits) -> Int {
        var index = significant.lowerBound
        var otherIndex = other.significant.lowerBound
        while true {
            if index < significant.upperBound, spelling[index] == UInt8(ascii: ".") { index += 1 }
            if otherIndex < other.significant.upperBound,
                other.spelling[otherIndex] == UInt8(ascii: ".")
            {
                otherIndex += 1
            }
            let isDone = index >= significant.upperBound
            let isOtherDone = otherIndex >= other.significant.upperBound
            // The last digit is not zero, so that the longer of two equal starts is larger.
            if isDone || isOtherDone { return isDone ? (isOtherDone ? 0 : -1) : 1 }
            let digit = spelling[index]
            let otherDigit = other.spelling[otherIndex]
            if digit != otherDigit { return digit < otherDigit ? -1 : 1 }
            index += 1
            otherIndex += 1
        }
    }
}
