/// Where a card lies on a screen of a size.
struct CardLayout {
    /// The row of its title.
    let title = 3
    /// How many rows of its text are shown at once.
    let rows: Int
    /// The first row of what comes next.
    var foot: Int { title + 1 + rows }

    /// How many rows the foot has.
    static let footRows = 3

    /// Header, banner and tabs; title, text and foot; then the notice and the keys.
    init(size: Size) {
        rows = max(1, size.rows - title - 1 - Self.footRows - 2)
    }
}
