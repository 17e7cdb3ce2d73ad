/// A place in the policy file. Lines and columns count from 1, columns in Unicode scalars.
package struct Place: Hashable, Comparable, Sendable {
    package let line: Int
    package let column: Int

    /// Names a place.
    package init(line: Int, column: Int) {
        self.line = line
        self.column = column
    }

    package static func < (left: Self, right: Self) -> Bool {
        (left.line, left.column) < (right.line, right.column)
    }
}
