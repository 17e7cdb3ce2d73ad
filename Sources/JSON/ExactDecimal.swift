/// An exact decimal number: a whole coefficient times ten to the power of minus `scale`.
///
/// Amounts, caps and sums. At most 38 digits or so (`Int128`), at most `largestScale` of them
/// behind the point. Normalised: no trailing zero behind the point, zero has scale 0; so equal
/// values have equal parts. What does not fit is nil, never rounded.
package struct ExactDecimal: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// The digits, with the sign.
    package let coefficient: Int128
    /// How many of the digits stand behind the point, 0...`largestScale`.
    package let scale: Int

    /// Ten to this power is the largest that fits in the coefficient.
    package static let largestScale = 38

    package static let zero = ExactDecimal(0)

    /// A whole number.
    package init(_ number: some FixedWidthInteger & SignedInteger) {
        coefficient = Int128(truncatingIfNeeded: number)
        scale = 0
    }

    /// Coefficient and scale as they come; nil where the scale is out of bounds.
    package init?(coefficient: Int128, scale: Int) {
        guard 0...ExactDecimal.largestScale ~= scale else { return nil }
        self.init(normalising: coefficient, scale: scale)
    }

    private init(normalising coefficient: Int128, scale: Int) {
        var coefficient = coefficient
        var scale = scale
        while scale > 0, coefficient % 10 == 0 {
            coefficient /= 10
            scale -= 1
        }
        self.coefficient = coefficient
        self.scale = scale
    }

    /// Reads a plain decimal, `-12.50`: the grammar of a JSON number without an exponent; nil for
    /// any other text and for what does not fit.
    package init?(text: String) {
        guard !text.utf8.contains(where: { $0 | 0x20 == UInt8(ascii: "e") }),
            let number = JSONNumber(spelling: text), let decimal = number.decimal
        else { return nil }
        self = decimal
    }

    init?(_ digits: JSONDecimalDigits) {
        let scale = max(0, -digits.exponent)
        let zeros = max(0, digits.exponent)
        // 39 is the most digits that any Int128 has.
        guard digits.count + zeros <= 39, scale <= ExactDecimal.largestScale else { return nil }
        var coefficient: Int128 = 0
        var fits = true
        func append(_ digit: UInt8) {
            let (tenfold, isOver) = coefficient.multipliedReportingOverflow(by: 10)
            let value = Int128(digit)
            let (sum, isSumOver) =
                digits.isNegative
                ? tenfold.subtractingReportingOverflow(value)
                : tenfold.addingReportingOverflow(value)
            fits = fits && !isOver && !isSumOver
            coefficient = sum
        }
        digits.forEachDigit(append)
        for _ in 0..<zeros { append(0) }
        guard fits else { return nil }
        self.init(normalising: coefficient, scale: scale)
    }

    /// Whether it is below zero.
    package var isNegative: Bool { coefficient < 0 }

    /// The exact sum; nil where it, or one part brought to the scale of the other, does not fit.
    package func adding(_ other: ExactDecimal) -> ExactDecimal? {
        combined(with: other) { $0.addingReportingOverflow($1) }
    }

    /// The exact difference; nil as for `adding`.
    package func subtracting(_ other: ExactDecimal) -> ExactDecimal? {
        combined(with: other) { $0.subtractingReportingOverflow($1) }
    }

    /// Plain digits with a point where one is needed, never an exponent: `-12.5`.
    package var description: String {
        var digits = String(coefficient.magnitude)
        if scale > 0 {
            let missing = scale + 1 - digits.utf8.count
            if missing > 0 { digits = String(repeating: "0", count: missing) + digits }
            digits.insert(".", at: digits.index(digits.endIndex, offsetBy: -scale))
        }
        return isNegative ? "-" + digits : digits
    }

    package static func < (left: Self, right: Self) -> Bool {
        // Whole parts first; what is left of each, brought to the largest scale, still fits.
        let leftUnit = power(left.scale)
        let rightUnit = power(right.scale)
        let whole = left.coefficient / leftUnit
        let otherWhole = right.coefficient / rightUnit
        guard whole == otherWhole else { return whole < otherWhole }
        return left.coefficient % leftUnit * power(largestScale - left.scale)
            < right.coefficient % rightUnit * power(largestScale - right.scale)
    }

    private func combined(
        with other: ExactDecimal, _ operation: (Int128, Int128) -> (Int128, Bool)
    ) -> ExactDecimal? {
        let common = max(scale, other.scale)
        guard let left = aligned(to: common), let right = other.aligned(to: common) else {
            return nil
        }
        let (result, isOver) = operation(left, right)
        return isOver ? nil : ExactDecimal(normalising: result, scale: common)
    }

    private func aligned(to common: Int) -> Int128? {
        let unit = ExactDecimal.power(common - scale)
        let (result, isOver) = coefficient.multipliedReportingOverflow(by: unit)
        return isOver ? nil : result
    }

    /// Ten to the power of 0...38.
    private static func power(_ exponent: Int) -> Int128 {
        (0..<exponent).reduce(1) { power, _ in power * 10 }
    }
}
