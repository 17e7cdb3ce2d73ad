/// A number as it was written, compared by what it is worth.
///
/// `1.10`, `1.1` and `11e-1` are equal and stay three spellings. Comparing is exact and takes time
/// in proportion to the spellings, whatever their exponents.
package struct JSONNumber: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// The number as written, by the grammar of RFC 8259.
    package let spelling: String

    /// A spelling that the grammar has accepted.
    init(accepted spelling: String) {
        self.spelling = spelling
    }

    /// Reads one number with nothing around it; nil where JSON does not allow the spelling, or
    /// its exponent is longer than `JSONLimits.exponentDigits`.
    package init?(spelling: String) {
        var copy = spelling
        let isNumber = copy.withUTF8 { bytes in
            guard let base = bytes.baseAddress else { return false }
            let text = JSONText(base: UnsafeRawPointer(base), end: bytes.count, deepest: 0)
            do throws(JSONError) {
                return try text.number(0) == bytes.count
            } catch {
                return false
            }
        }
        guard isNumber else { return nil }
        self.spelling = spelling
    }

    /// A whole number in its plain spelling.
    package init(_ number: some FixedWidthInteger) {
        spelling = String(number)
    }

    /// The exact value as a decimal; nil beyond the bounds of `ExactDecimal`.
    package var decimal: ExactDecimal? { withDigits { ExactDecimal($0) } }

    /// Whether the value is whole, however it is spelled: `1.0` and `1e2` are.
    package var isInteger: Bool { withDigits { $0.exponent >= 0 } }

    /// Whether the value is below zero; `-0` is not.
    package var isNegative: Bool { withDigits { $0.isNegative } }

    /// The value where it is whole and fits; nil otherwise.
    package var integer: Int? {
        guard isInteger, let decimal else { return nil }
        return Int(exactly: decimal.coefficient)
    }

    /// The nearest double; infinite where it is beyond all of them.
    package var double: Double { Double(spelling) ?? .nan }

    package var description: String { spelling }

    package static func == (left: Self, right: Self) -> Bool {
        left.compared(to: right) == 0
    }

    package static func < (left: Self, right: Self) -> Bool {
        left.compared(to: right) < 0
    }

    package func hash(into hasher: inout Hasher) {
        withDigits { digits in
            hasher.combine(digits.isNegative)
            hasher.combine(digits.magnitude)
            // Eighteen digits tell numbers apart well enough; equality looks at all of them.
            var head: UInt64 = 0
            var count = 0
            for index in digits.significant where count < 18 {
                let byte = digits.spelling[index]
                guard byte != UInt8(ascii: ".") else { continue }
                head = head * 10 + UInt64(byte - UInt8(ascii: "0"))
                count += 1
            }
            while count < 18 {
                head *= 10
                count += 1
            }
            hasher.combine(head)
        }
    }

    /// Calls back with the number read as digits and a power of ten.
    func withDigits<Result>(_ body: (JSONDecimalDigits) -> Result) -> Result {
        var copy = spelling
        return copy.withUTF8 { body(JSONDecimalDigits($0)) }
    }

    private func compared(to other: JSONNumber) -> Int {
        withDigits { left in other.withDigits { right in left.compared(to: right) } }
    }
}
