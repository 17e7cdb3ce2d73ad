/// Where a word of an entry stands in its text.
struct EntryPart: Hashable, Sendable {
    let field: FilterField
    private let start: UInt32
    private let end: UInt32

    init(_ field: FilterField, _ range: Range<Int>) {
        self.field = field
        start = UInt32(range.lowerBound)
        end = UInt32(range.upperBound)
    }

    /// The range of the word.
    var bounds: Range<Int> { Int(start)..<Int(end) }
}
