/// One column of one row of a screen.
package struct Cell: Hashable, Sendable {
    /// What stands in it: one character with its marks; empty in the second column of a wide one.
    package var text: String
    /// What it means; a theme says how that looks.
    package var role: Role
    /// Whether its text came from an agent or a server.
    package var isWire: Bool
    /// Whether it lies in the selected row, which keeps what it means.
    package var isSelected = false

    /// Makes a cell of its parts.
    package init(_ text: String = " ", role: Role = .text, isWire: Bool = false) {
        self.text = text
        self.role = role
        self.isWire = isWire
    }
}
