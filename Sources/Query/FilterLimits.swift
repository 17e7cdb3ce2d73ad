/// The bounds of a filter, so that neither reading nor using one can cost much.
package enum FilterLimits {
    /// The longest text of a filter, in bytes: longer than any line that a person types, and short
    /// enough for a line of the control socket.
    package static let bytes = 1_024

    /// How many values a filter may look for, each of a list counted: a record is searched at most
    /// this often.
    package static let terms = 64

    /// How deep parentheses and exclusions may nest: reading and matching take stack for each.
    package static let nesting = 16

    /// The most digits of a number or of a span of time that are read.
    static let digits = 40
}
