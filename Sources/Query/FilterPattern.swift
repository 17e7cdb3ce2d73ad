/// What a word of a record must be: these bytes, or with `*` these at its beginning, its end or
/// anywhere in it.
package struct FilterPattern: Hashable, Sendable {
    /// The bytes without the wildcards; none for `*` alone, which any word is.
    package let bytes: [UInt8]
    /// A `*` stands before them.
    package let isOpenAtStart: Bool
    /// A `*` stands behind them.
    package let isOpenAtEnd: Bool
    /// For bytes that may stand anywhere.
    private let needle: FilterNeedle?

    init(_ bytes: [UInt8], isOpenAtStart: Bool = false, isOpenAtEnd: Bool = false) {
        self.bytes = bytes
        // One star alone stands for any word, on whichever side it was read.
        self.isOpenAtStart = isOpenAtStart || bytes.isEmpty
        self.isOpenAtEnd = isOpenAtEnd || bytes.isEmpty
        needle =
            isOpenAtStart && isOpenAtEnd && !bytes.isEmpty
            ? FilterNeedle(bytes, isFolding: false) : nil
    }

    /// Any word at all.
    static let any = FilterPattern([])

    /// Whether it has no wildcard.
    var isExact: Bool { !isOpenAtStart && !isOpenAtEnd }

    /// Whether this word is meant.
    func matches(_ word: Span<UInt8>) -> Bool {
        if let needle { return needle.isIn(word) }
        guard isExact ? word.count == bytes.count : word.count >= bytes.count else { return false }
        let start = isOpenAtStart ? word.count &- bytes.count : 0
        for index in bytes.indices where word[start &+ index] != bytes[index] { return false }
        return true
    }

    /// Whether this word is meant; for the words that are known beforehand.
    func matches(_ word: String) -> Bool {
        let bytes = Array(word.utf8)
        return matches(bytes.span)
    }
}
