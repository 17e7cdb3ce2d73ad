package import Console

/// How each role looks on one terminal: what a theme says, for the depth that is drawn at.
package struct Look: Hashable, Sendable {
    private let styles: [Style]
    private let selected: [Style]
    private static let places = Dictionary(
        uniqueKeysWithValues: Role.allCases.enumerated().map { ($1, $0) })

    /// Asks for the style of every role, once: as it looks elsewhere, and in the selected row.
    package init(_ style: (Role) -> Style, selected: (Role) -> Style) {
        styles = Role.allCases.map(style)
        self.selected = Role.allCases.map(selected)
    }

    /// The style of a cell.
    package subscript(cell: Cell) -> Style {
        let place = Self.places[cell.role] ?? 0
        return cell.isSelected ? selected[place] : styles[place]
    }
}
