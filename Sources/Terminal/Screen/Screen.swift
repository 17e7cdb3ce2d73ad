import CNcurses
import Console
import Glibc

/// The terminal as what is drawn on. It draws cells and says nothing else; what a cell holds was made by
/// `SafeText` and is checked once more.
///
/// **One thread owns it**, makes it, uses it and leaves it: the drawing thread (``DrawThread``). ncurses
/// has one state for the process and blocks where the terminal takes no bytes; nothing else may call it,
/// and nothing else may write to descriptor 1.
struct Screen: ~Copyable {
    private let facts: TerminalFacts
    private let life: Life
    private let usesMouse: Bool
    private var pairs: PairCache
    private var texts: CellText
    /// How each role is drawn with the look of now.
    private var roles: [Role: PairCache.Drawn] = [:]
    private var selected: [Role: PairCache.Drawn] = [:]
    private var drawn: Grid?
    private var look: Look?
    private var size: Size
    private var cursorIsShown = true

    /// Takes the terminal: its modes, and a screen of its own. `depth` says how many colours to draw
    /// with; `life` is told for as long as the terminal is not as it was.
    init(
        _ facts: TerminalFacts, depth: ColourDepth, usesMouse: Bool, life: Life
    ) throws(TerminalFault) {
        self.facts = facts
        self.life = life
        self.usesMouse = usesMouse
        size = TerminalFacts.size ?? .full
        texts = CellText(isUTF8: facts.isUTF8)
        life.set(isTaken: true)
        guard pc_screen_open(facts.name) == 0 else {
            life.set(isTaken: false)
            throw .refused(facts.name)
        }
        pairs = Self.pairs(depth == .mono || facts.depth == .mono)
        write(modes(on: true))
    }

    private static func pairs(_ isMono: Bool) -> PairCache {
        guard !isMono else { return PairCache() }
        let started = pc_screen_start_colours()
        guard started > 0 else { return PairCache() }
        return PairCache(
            colours: Int(pc_screen_colours()), pairs: Int(pc_screen_pairs()),
            hasStandard: started == 2)
    }

    /// Draws what differs from the frame before. Nothing is written where nothing does.
    mutating func draw(_ grid: Grid, _ look: Look) {
        if look != self.look {
            pairs.clear()
            roles.removeAll(keepingCapacity: true)
            selected.removeAll(keepingCapacity: true)
            self.look = look
            drawn = nil
        }
        if grid.size != size || drawn?.size != grid.size { resize(to: grid.size) }
        guard drawn != grid else { return }
        writeIfKnown("\u{1b}[?2026h")
        for row in 0..<grid.size.rows where differs(grid, row) { draw(grid, look, row) }
        showCursor(grid)
        writeIfKnown("\u{1b}[?2026l")
        drawn = grid
    }

    /// Asks the terminal to answer once all that was written is on screen.
    func fence() { write("\u{1b}[5n") }

    func bell() { write("\u{7}") }

    func title(_ title: WindowTitle) {
        guard facts.knowsModes else { return }
        write("\u{1b}]2;")
        let words = title.words
        _ = pc_write_all(STDOUT_FILENO, words, words.count)
        write("\u{1b}\\")
    }

    func copy(_ bytes: [UInt8]) {
        guard facts.knowsModes, let sequence = Clipboard.sequence(bytes) else { return }
        _ = pc_write_all(STDOUT_FILENO, sequence, sequence.count)
    }

    /// The next frame is drawn whole, whatever is thought to be on screen.
    mutating func forget() {
        drawn = nil
        _ = pc_screen_forget()
    }

    /// Gives the terminal back as it was.
    mutating func leave() {
        write(modes(on: false))
        _ = pc_screen_leave()
        life.set(isTaken: false)
    }

    /// Takes it again after ``leave()``, or after others may have written to it.
    mutating func resume() {
        life.set(isTaken: true)
        _ = pc_screen_resume()
        write(modes(on: true))
        forget()
    }

    private mutating func resize(to size: Size) {
        _ = pc_screen_resize(Int32(size.rows), Int32(size.columns))
        self.size = size
        drawn = nil
    }

    private func differs(_ grid: Grid, _ row: Int) -> Bool {
        guard let drawn else { return true }
        return (0..<grid.size.columns).contains { grid[row, $0] != drawn[row, $0] }
    }

    /// Puts a row. After each stretch beyond ASCII the terminal is told where the cursor is: it may see
    /// widths otherwise than we do, and the rest of the row must not move for it.
    private mutating func draw(_ grid: Grid, _ look: Look, _ row: Int) {
        var isWide = false
        for column in 0..<grid.size.columns {
            let cell = grid[row, column]
            // The second column of a wide character.
            if cell.text.isEmpty, column > 0, columns(grid, row, column - 1) == 2 { continue }
            let isASCII = cell.text.utf8.count == 1
            if isASCII, isWide { settle(row, column) }
            isWide = !isASCII
            let shown = texts.scalars(cell.text, columns: columns(grid, row, column))
            let drawn = drawn(cell, look)
            put(shown, drawn, row, column)
            if shown.count == 1, shown[0] < 0x80, columns(grid, row, column) == 2 {
                put(shown, drawn, row, column + 1)
            }
        }
        if isWide { settle(row, grid.size.columns - 1) }
    }

    /// How many columns a cell is meant to take: two where the next is empty.
    private func columns(_ grid: Grid, _ row: Int, _ column: Int) -> Int {
        let isWide =
            column + 1 < grid.size.columns && grid[row, column + 1].text.isEmpty
            && !grid[row, column].text.isEmpty
        return isWide ? 2 : 1
    }

    private mutating func drawn(_ cell: Cell, _ look: Look) -> PairCache.Drawn {
        let known = cell.isSelected ? selected[cell.role] : roles[cell.role]
        if let known { return known }
        let drawn = pairs.drawn(look[cell])
        if cell.isSelected { selected[cell.role] = drawn } else { roles[cell.role] = drawn }
        return drawn
    }

    private func put(_ scalars: [UInt32], _ look: PairCache.Drawn, _ row: Int, _ column: Int) {
        if pc_screen_put(
            Int32(row), Int32(column), scalars, Int32(scalars.count), look.attributes, look.pair)
            != 0
        {
            var question: UInt32 = 0x3f
            _ = pc_screen_put(Int32(row), Int32(column), &question, 1, look.attributes, 0)
        }
    }

    /// Writes what there is and tells the terminal where the cursor is.
    private func settle(_ row: Int, _ column: Int) {
        guard pc_screen_flush(Int32(row), Int32(column)) == 0 else { return }
        _ = pc_screen_reposition(Int32(row), Int32(column))
    }

    private mutating func showCursor(_ grid: Grid) {
        let isShown = grid.cursor != nil
        if isShown != cursorIsShown {
            _ = pc_screen_show_cursor(isShown ? 1 : 0)
            cursorIsShown = isShown
        }
        let place = grid.cursor ?? Grid.Position(row: grid.size.rows - 1, column: 0)
        _ = pc_screen_flush(
            Int32(min(max(place.row, 0), grid.size.rows - 1)),
            Int32(min(max(place.column, 0), grid.size.columns - 1)))
    }

    /// Focus and paste are told by the terminal, the mouse where it is wanted; the title comes back.
    private func modes(on: Bool) -> StaticString {
        guard facts.knowsModes else { return "" }
        return switch (on, usesMouse) {
        case (true, true): "\u{1b}[22;2t\u{1b}[?2004h\u{1b}[?1004h\u{1b}[?1000h\u{1b}[?1006h"
        case (true, false): "\u{1b}[22;2t\u{1b}[?2004h\u{1b}[?1004h"
        case (false, true):
            "\u{1b}[?2026l\u{1b}[?1006l\u{1b}[?1000l\u{1b}[?1004l\u{1b}[?2004l\u{1b}[23;2t"
        case (false, false): "\u{1b}[?2026l\u{1b}[?1004l\u{1b}[?2004l\u{1b}[23;2t"
        }
    }

    private func writeIfKnown(_ sequence: StaticString) {
        if facts.knowsModes { write(sequence) }
    }

    /// Written at once: ncurses has flushed whatever came before.
    private func write(_ sequence: StaticString) {
        sequence.withUTF8Buffer { _ = pc_write_all(STDOUT_FILENO, $0.baseAddress, $0.count) }
    }
}
