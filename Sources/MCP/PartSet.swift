/// Some of the parts that a message can have: a bit for each, so that what is asked a dozen times a
/// message reads no table.
struct PartSet: Sendable {
    private var bits: UInt64 = 0

    /// None.
    init() {}

    /// These.
    init(_ parts: [Part]) {
        for part in parts { insert(part) }
    }

    private static func bit(_ part: Part) -> UInt64 {
        assert(part.rawValue < 64)
        return 1 << UInt64(part.rawValue)
    }

    /// Adds a part.
    ///
    /// - Returns: whether it was not there before.
    @discardableResult
    mutating func insert(_ part: Part) -> Bool {
        defer { bits |= PartSet.bit(part) }
        return !contains(part)
    }

    func contains(_ part: Part) -> Bool { bits & PartSet.bit(part) != 0 }

    func hasAny(of others: PartSet) -> Bool { bits & others.bits != 0 }
}
