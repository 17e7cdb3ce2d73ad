/// Reads the Unicode scalars of a pattern from first to last.
struct ScalarScanner {
    private let scalars: [Unicode.Scalar]
    /// Scalars read so far.
    private(set) var offset = 0

    init(_ text: String) {
        scalars = Array(text.unicodeScalars)
    }

    /// The scalar that comes next, left in place.
    var peek: Unicode.Scalar? { offset < scalars.count ? scalars[offset] : nil }

    /// The scalar read last.
    var previous: Unicode.Scalar? { offset > 0 ? scalars[offset - 1] : nil }

    /// Reads one scalar.
    mutating func next() -> Unicode.Scalar? {
        guard let scalar = peek else { return nil }
        offset += 1
        return scalar
    }

    /// Reads this scalar where it comes next.
    mutating func take(_ scalar: Unicode.Scalar) -> Bool {
        guard peek == scalar else { return false }
        offset += 1
        return true
    }

    /// Reads this text where it comes next as a whole.
    mutating func take(all text: String) -> Bool {
        let wanted = Array(text.unicodeScalars)
        guard scalars[offset...].starts(with: wanted) else { return false }
        offset += wanted.count
        return true
    }

    /// Reads decimal digits. A number past all use stays as large as it can be.
    mutating func decimal() -> Int? {
        var number: Int?
        while let scalar = peek, ("0"..."9").contains(scalar) {
            offset += 1
            let digit = Int(scalar.value) - 0x30
            number = min((number ?? 0) * 10 + digit, 1_000_000_000)
        }
        return number
    }

    /// Reads exactly this many hexadecimal digits, or nothing.
    mutating func hexadecimal(digits: Int) -> UInt32? {
        guard offset + digits <= scalars.count else { return nil }
        var number: UInt32 = 0
        for scalar in scalars[offset..<offset + digits] {
            guard let digit = ScalarScanner.hexadecimalValue(of: scalar) else { return nil }
            number = number << 4 | digit
        }
        offset += digits
        return number
    }

    /// The value of a hexadecimal digit.
    static func hexadecimalValue(of scalar: Unicode.Scalar) -> UInt32? {
        switch scalar {
        case "0"..."9": scalar.value - 0x30
        case "a"..."f": scalar.value - 0x61 + 10
        case "A"..."F": scalar.value - 0x41 + 10
        default: nil
        }
    }
}
