/// How many rows and columns a screen has.
package struct Size: Hashable, Sendable {
    package let rows: Int
    package let columns: Int

    /// The screen that everything fits on: approving needs it.
    package static let full = Size(rows: 24, columns: 80)
    /// The smallest screen with lists.
    package static let lists = Size(rows: 16, columns: 60)
    /// What a terminal may claim to be; more is not drawn.
    package static let largest = Size(rows: 500, columns: 1000)

    /// Makes a size, kept within 1 by 1 and ``largest``.
    package init(rows: Int, columns: Int) {
        self.rows = min(max(rows, 1), 500)
        self.columns = min(max(columns, 1), 1000)
    }

    /// Whether another size fits into this one.
    package func holds(_ other: Size) -> Bool {
        rows >= other.rows && columns >= other.columns
    }
}
