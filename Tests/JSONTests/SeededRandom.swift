/// A generator whose numbers follow from its seed (SplitMix64), and the JSON texts it makes.
struct SeededRandom: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
        return mixed ^ mixed >> 31
    }

    mutating func below(_ bound: Int) -> Int { Int.random(in: 0..<bound, using: &self) }

    mutating func chance(_ percent: Int) -> Bool { below(100) < percent }

    mutating func digits(_ count: Int) -> String {
        String(decoding: (0..<count).map { _ in UInt8(0x30 + below(10)) }, as: UTF8.self)
    }

    /// A number by the grammar of JSON, from a few digits to many.
    mutating func numberSpelling() -> String {
        var text = chance(30) ? "-" : ""
        text += chance(25) ? "0" : "\(1 + below(9))" + digits(below(chance(10) ? 40 : 4))
        if chance(40) { text += "." + digits(1 + below(chance(10) ? 40 : 3)) }
        if chance(25) {
            text += chance(50) ? "e" : "E"
            text += ["", "+", "-"][below(3)]
            text += digits(1 + below(chance(5) ? 17 : 2))
        }
        return text
    }

    /// The same number spelled otherwise: zeros behind the point, or the point moved.
    mutating func respelled(_ spelling: String) -> String {
        let parts = spelling.split(
            maxSplits: 1, omittingEmptySubsequences: false, whereSeparator: { "eE".contains($0) })
        var mantissa = String(parts[0])
        let power =
            parts.count > 1
            ? Int(parts[1].hasPrefix("+") ? parts[1].dropFirst() : parts[1]) ?? 0 : 0
        if !mantissa.contains(".") { mantissa += "." }
        let behind = mantissa.split(separator: ".", omittingEmptySubsequences: false)[1].count
        if chance(50) {
            let zeros = String(repeating: "0", count: 1 + below(5))
            return "\(mantissa)\(zeros)e\(power)"
        }
        // All digits as one whole number: leading zeros go, and the power pays for the point.
        let isNegative = mantissa.hasPrefix("-")
        let digits = mantissa.filter { $0 != "." && $0 != "-" }.drop { $0 == "0" }
        return "\(isNegative ? "-" : "")\(digits.isEmpty ? "0" : digits)E\(power - behind)"
    }
}
