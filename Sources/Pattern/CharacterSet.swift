/// A set of characters as ranges of code points and general categories, written for RE2.
struct CharacterSet {
    private var ranges: [ClosedRange<UInt32>] = []
    /// RE2's names of categories, each with whether its complement is meant.
    private var categories: [(name: String, isComplement: Bool)] = []
    private var isNegated = false

    init() {}

    init(_ scalar: Unicode.Scalar) {
        ranges = [scalar.value...scalar.value]
    }

    init(_ ranges: [ClosedRange<UInt32>]) {
        self.ranges = ranges
    }

    init(category: String, isComplement: Bool) {
        categories = [(category, isComplement)]
    }

    /// The one code point of the set, where it was made of one.
    var single: UInt32? {
        guard ranges.count == 1, ranges[0].count == 1, categories.isEmpty, !isNegated else {
            return nil
        }
        return ranges[0].lowerBound
    }

    /// Whether a category has a part in the set.
    var usesCategories: Bool { !categories.isEmpty }

    /// Adds the members of a set that is not negated.
    mutating func formUnion(_ other: CharacterSet) {
        precondition(!other.isNegated)
        ranges += other.ranges
        categories += other.categories
    }

    /// Makes the set the complement of itself.
    mutating func negate() { isNegated.toggle() }

    /// The set in RE2's syntax: one class, or one literal, which may be repeated.
    var expression: String {
        if let single, let scalar = Unicode.Scalar(single), CharacterSet.isPlain(scalar) {
            return String(scalar)
        }
        var text = ranges.map { range in
            let low = CharacterSet.spelling(range.lowerBound)
            return range.count == 1 ? low : low + "-" + CharacterSet.spelling(range.upperBound)
        }.joined()
        if single != nil { return text }
        for category in categories {
            text += (category.isComplement ? "\\P{" : "\\p{") + category.name + "}"
        }
        // RE2 has no empty class: `[]` is the complement of everything, `[^]` everything.
        guard !text.isEmpty else {
            return isNegated ? "[\\x{0}-\\x{10FFFF}]" : "[^\\x{0}-\\x{10FFFF}]"
        }
        return (isNegated ? "[^" : "[") + text + "]"
    }

    private static func isPlain(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "a"..."z", "A"..."Z", "0"..."9", "_": true
        default: false
        }
    }

    private static func spelling(_ value: UInt32) -> String {
        "\\x{" + String(value, radix: 16, uppercase: true) + "}"
    }
}

extension CharacterSet {
    private static let everything: ClosedRange<UInt32> = 0...0x10FFFF

    /// `.` without the `s` flag: everything but ECMA 262's LineTerminator.
    static let exceptLineTerminators = CharacterSet(
        complement(of: [0x0A...0x0A, 0x0D...0x0D, 0x2028...0x2029]))

    /// `\d`: ASCII digits.
    private static let digits: [ClosedRange<UInt32>] = [0x30...0x39]

    /// `\w`: ASCII letters, digits and `_`.
    private static let word: [ClosedRange<UInt32>] = [
        0x30...0x39, 0x41...0x5A, 0x5F...0x5F, 0x61...0x7A,
    ]

    /// `\s`: ECMA 262's WhiteSpace and LineTerminator. RE2's own `\s` is five ASCII characters.
    private static let space: [ClosedRange<UInt32>] = [
        0x09...0x0D, 0x20...0x20, 0xA0...0xA0, 0x1680...0x1680, 0x2000...0x200A, 0x2028...0x2029,
        0x202F...0x202F, 0x205F...0x205F, 0x3000...0x3000, 0xFEFF...0xFEFF,
    ]

    /// The set of `\d`, `\D`, `\w`, `\W`, `\s` or `\S`.
    init?(classEscape letter: Unicode.Scalar) {
        switch letter {
        case "d": self.init(CharacterSet.digits)
        case "D": self.init(CharacterSet.complement(of: CharacterSet.digits))
        case "w": self.init(CharacterSet.word)
        case "W": self.init(CharacterSet.complement(of: CharacterSet.word))
        case "s": self.init(CharacterSet.space)
        case "S": self.init(CharacterSet.complement(of: CharacterSet.space))
        default: return nil
        }
    }

    /// What sorted ranges that do not touch leave out.
    static func complement(of ranges: [ClosedRange<UInt32>]) -> [ClosedRange<UInt32>] {
        var result: [ClosedRange<UInt32>] = []
        var next = everything.lowerBound
        for range in ranges {
            if range.lowerBound > next { result.append(next...range.lowerBound - 1) }
            next = range.upperBound + 1
        }
        if next <= everything.upperBound { result.append(next...everything.upperBound) }
        return result
    }
}
