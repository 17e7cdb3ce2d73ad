package import SafeText

/// A screen as a value: what stands where, and what it means.
///
/// Nothing but `SafeText` can be put into it, so whatever it holds can be drawn.
package struct Grid: Hashable, Sendable {
    /// How many rows and columns it has.
    package let size: Size
    /// Whether characters beyond ASCII are shown by their code points.
    private let isASCII: Bool
    /// Where the terminal's own cursor stands: on what is selected, for readers and magnifiers.
    package var cursor: Position?
    private var cells: [Cell]

    /// A place on a screen, from zero.
    package struct Position: Hashable, Sendable {
        package var row: Int
        package var column: Int

        package init(row: Int, column: Int) {
            self.row = row
            self.column = column
        }
    }

    /// An empty screen; `isASCII` where the terminal can draw nothing else.
    package init(size: Size, isASCII: Bool = false) {
        self.size = size
        self.isASCII = isASCII
        cells = Array(repeating: Cell(), count: size.rows * size.columns)
    }

    package subscript(row: Int, column: Int) -> Cell {
        get { cells[row * size.columns + column] }
        set { cells[row * size.columns + column] = newValue }
    }

    /// Puts a text into a row, cut and counted where it is wider than `width`, and nothing outside.
    ///
    /// Text from outside is marked as such; visible forms and cuts have roles of their own.
    /// - Returns: the columns that it took.
    @discardableResult
    package mutating func put(
        _ text: SafeText, row: Int, column: Int = 0, width: Int? = nil, role: Role = .text
    ) -> Int {
        let room = min(width ?? size.columns, size.columns - column)
        guard (0..<size.rows).contains(row), column >= 0, room > 0 else { return 0 }
        var place = column
        let shown = isASCII ? text.inASCII : text
        for element in shown.truncated(to: room).elements {
            guard place + element.columns <= column + room else { break }
            for (offset, piece) in element.pieces.enumerated() {
                self[row, place + offset] = Cell(
                    piece, role: Self.role(element.role, role), isWire: element.role.isWire)
            }
            place += element.columns
        }
        return place - column
    }

    /// Gives a stretch of a row a role, whatever stands there; visible forms keep theirs.
    package mutating func paint(row: Int, columns: Range<Int>, role: Role) {
        guard (0..<size.rows).contains(row) else { return }
        for column in columns.clamped(to: 0..<size.columns) where self[row, column].role != .escape
        {
            self[row, column].role = role
        }
    }

    /// Marks a row as the selected one, with a sign in its first column, and puts the terminal's cursor
    /// there.
    package mutating func select(row: Int) {
        guard (0..<size.rows).contains(row) else { return }
        put(">", row: row, role: .selected)
        for column in 0..<size.columns { self[row, column].isSelected = true }
        cursor = Position(row: row, column: 0)
    }

    /// The rows as text, without spaces at their ends: what a golden file holds.
    package var text: [String] {
        (0..<size.rows).map { row in
            let text = (0..<size.columns).map { self[row, $0].text }.joined()
            return String(text.reversed().drop { $0 == " " }.reversed())
        }
    }

    private static func role(_ voice: SafeText.Role, _ role: Role) -> Role {
        switch voice {
        case .own, .untrusted: role
        case .escape: .escape
        case .cut: .cut
        }
    }
}

extension SafeText.Role {
    /// A cut stands for text from outside, and our own words are never cut that way alone.
    fileprivate var isWire: Bool { self != .own }
}
