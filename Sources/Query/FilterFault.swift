/// Why a text is no filter: where, what happened, and the right spelling where one is near.
package struct FilterFault: Error, Hashable, Sendable, CustomStringConvertible {
    /// Where it stands in the text: the place of a Unicode scalar, from 1. One behind the last
    /// where something is missing at the end.
    package let column: Int
    /// What happened and what to do; lower case start, no full stop. It may quote the text.
    package let message: String
    /// What was probably meant instead of what stands at the column.
    package let suggestion: String?

    init(column: Int, _ message: String, suggestion: String? = nil) {
        self.column = column
        self.message = message
        self.suggestion = suggestion
    }

    /// One sentence: `column 5: there is no field 'agnet'; did you mean 'agent'?`
    package var description: String {
        "column \(column): \(message)" + (suggestion.map { "; did you mean '\($0)'?" } ?? "")
    }
}
