/// One fault of a policy file: where it is, what happened, and what to do about it.
package struct PolicyFault: Hashable, Sendable {
    /// The line, from 1.
    package let line: Int
    /// The column in Unicode scalars, from 1; nil where only the line is known.
    package let column: Int?
    /// What happened; what to do. Holds text of the file as it stands there: make it safe to print.
    package let message: String

    /// States a fault at a place.
    package init(_ message: String, at place: Place) {
        self.init(message, line: place.line, column: place.column)
    }

    /// States a fault of a line.
    package init(_ message: String, line: Int, column: Int? = nil) {
        self.line = line
        self.column = column
        self.message = message
    }

    /// The line to print: `policy.yaml:5:3: unknown key …`.
    package func description(in fileName: String) -> String {
        let column = column.map { "\($0):" } ?? ""
        return "\(fileName):\(line):\(column) \(message)"
    }
}
