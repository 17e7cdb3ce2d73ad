/// How far the rows of a card have been read. It counts what the terminal has shown, so reading cannot
/// run ahead of the screen however fast the keys come.
package struct Reading: Hashable, Sendable {
    /// The first row on screen.
    package private(set) var top = 0
    /// Rows that the terminal has shown, from the beginning on without a gap.
    package private(set) var seen = 0
    /// The question whose answer says that the rows up to a place have been shown.
    private var asked: Asked?

    package init() {}

    /// The frame on its way shows `visible` of `count` rows; its question is `fence`.
    mutating func shows(_ visible: Int, of count: Int, fence: UInt64) {
        asked = Asked(fence: fence, upTo: min(count, top + visible))
    }

    /// The terminal has shown that frame or a newer one; of these only the newest is asked about.
    mutating func wasShown(_ fence: UInt64) {
        guard let asked, fence >= asked.fence else { return }
        seen = max(seen, asked.upTo)
        self.asked = nil
    }

    /// Moves on screen by rows, never beyond the first row that was not shown yet.
    mutating func scroll(by rows: Int, visible: Int, of count: Int) {
        let last = max(0, count - visible)
        top = min(max(0, top + rows), min(last, seen))
    }

    /// Whether all rows have been shown.
    package func isWhole(of count: Int) -> Bool { seen >= count }

    /// A frame on its way and the rows that it shows.
    private struct Asked: Hashable, Sendable {
        let fence: UInt64
        let upTo: Int
    }
}
