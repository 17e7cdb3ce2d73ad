import JSON

/// The number of `multipleOf`, as digits times a power of ten, for exact division.
struct ExactDivisor: Sendable {
    private let coefficient: UInt128
    private let exponent: Int

    /// With 37 digits a remainder times ten still fits 128 bits.
    static let digits = 37

    /// Reads a number above zero of at most `digits` digits.
    init?(_ number: JSONNumber) {
        let parts = DecimalParts(number)
        guard !parts.isZero, !number.isNegative, parts.digits.count <= ExactDivisor.digits else {
            return nil
        }
        coefficient = parts.digits.reduce(0) { $0 * 10 + UInt128($1) }
        exponent = parts.exponent
    }

    /// Whether the number is a whole multiple, exactly. Takes time in proportion to its spelling.
    func divides(_ number: JSONNumber) -> Bool {
        let parts = DecimalParts(number)
        if parts.isZero { return true }
        // Neither coefficient ends in zero: no whole number times this one has a smaller exponent.
        guard parts.exponent >= exponent else { return false }
        var remainder = parts.digits.reduce(UInt128(0)) { ($0 * 10 + UInt128($1)) % coefficient }
        // Below 2^124 the coefficient holds fewer than 128 factors of 2 or of 5, so that more than
        // 128 factors of ten change nothing about divisibility.
        for _ in 0..<min(parts.exponent - exponent, 128) {
            remainder = remainder * 10 % coefficient
        }
        return remainder == 0
    }
}

/// A number's digits, the first and the last not zero, and the power of ten of the last.
private struct DecimalParts {
    private(set) var digits: [UInt8] = []
    private(set) var exponent = 0
    var isZero: Bool { digits.isEmpty }

    init(_ number: JSONNumber) {
        let bytes = Array(number.spelling.utf8)
        let end = bytes.firstIndex { $0 | 0x20 == UInt8(ascii: "e") } ?? bytes.count
        var isFraction = false
        for byte in bytes[..<end] {
            if byte == UInt8(ascii: ".") { isFraction = true }
            guard byte &- UInt8(ascii: "0") < 10 else { continue }
            if isFraction { exponent -= 1 }
            if byte != UInt8(ascii: "0") || !digits.isEmpty {
                digits.append(byte - UInt8(ascii: "0"))
            }
        }
        while digits.last == 0 {
            digits.removeLast()
            exponent += 1
        }
        // The grammar of JSON and its reader's limit of 17 digits make this an Int.
        let power = String(decoding: bytes[end...].dropFirst(), as: UTF8.self)
        exponent += Int(power) ?? 0
    }
}
