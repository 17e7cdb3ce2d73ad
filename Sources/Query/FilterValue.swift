/// One value behind a field, as it was written.
struct FilterValue {
    /// The offset at which it starts.
    let place: Int
    /// What stands between the wildcards, without its quotes.
    let bytes: [UInt8]
    let isOpenAtStart: Bool
    let isOpenAtEnd: Bool

    /// `*` alone: whatever there is.
    var isAny: Bool { bytes.isEmpty }

    var hasWildcard: Bool { isOpenAtStart || isOpenAtEnd }

    /// For messages and numbers.
    var text: String { String(decoding: bytes, as: UTF8.self) }

    /// The pattern of these bytes with the wildcards of this value.
    func pattern(_ bytes: [UInt8]) -> FilterPattern {
        FilterPattern(bytes, isOpenAtStart: isOpenAtStart, isOpenAtEnd: isOpenAtEnd)
    }
}
