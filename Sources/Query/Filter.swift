import JSON

/// A filter over entries: the one language of console, command line and search.
///
/// ```
/// filter = [ any ]                              nothing at all: every record
/// any    = all { "or" all }
/// all    = part { [ "and" ] part }              a space is "and"; it binds closer than "or"
/// part   = ( "not" | "-" ) part | "(" any ")" | term
/// term   = TEXT | FIELD MARK VALUE { "," VALUE }
/// MARK   = ":" | "=" | "<" | "<=" | ">" | ">="
/// VALUE  = [ "*" ] TEXT [ "*" ] | "*"
/// TEXT   = a word | '"' any characters, \" and \\ for these two '"'
/// ```
///
/// A text alone is found anywhere in what is searched of a record, capitals of ASCII being the same
/// as small letters. A word holds no space and none of `( ) " , * < > = :` (a value may hold `:`);
/// what does stands in quotes, and so do `or`, `and` and `not` as texts, and what cannot be
/// seen. A list is met by any of its values; a comparison takes one. `*` before, behind or on both
/// sides of a value stands for whatever else is there, and alone for any value at all. What a
/// record does not have meets no term, and so meets its exclusion. Words are compared by their
/// bytes, as they are on the wire.
///
/// The fields are those of ``FilterReference``. Bounds: ``FilterLimits``.
///
/// Matching looks at a record once for each value of the filter, and each look takes time linear
/// in what is looked at.
package struct Filter: Hashable, Sendable {
    /// What was read, as it was written.
    package let text: String
    /// What it means.
    package let expression: FilterExpression

    /// Every record.
    package static let everything = Filter(expression: .everything)

    /// Reads a filter. The fault names the place and, where one is near, the right spelling.
    package init(_ text: String) throws(FilterFault) {
        expression = try FilterParser.expression(of: text)
        self.text = text
    }

    /// The filter of an expression, in its one spelling.
    package init(expression: FilterExpression) {
        self.expression = expression
        text = expression.description
    }

    /// Whether a record is meant. Times without a date and spans are counted from `now`, in
    /// nanoseconds since 1970 UTC: the same for all records of one search.
    package func matches(_ record: some FilterRecord, now: Int64) -> Bool {
        expression.matches(record, now: now)
    }

    /// What finds a text anywhere in an entry, whether its letters are large or small; all where the
    /// text is empty.
    package static func finding(_ text: String) -> Filter {
        guard !text.isEmpty else { return everything }
        let needle = FilterNeedle(Array(text.utf8), isFolding: true)
        return Filter(expression: .term(.text([needle])))
    }

    /// Whether it leaves nothing out.
    package var isEverything: Bool { expression == .everything }

    package static func == (left: Self, right: Self) -> Bool {
        left.text.utf8.elementsEqual(right.text.utf8)
    }

    package func hash(into hasher: inout Hasher) { hasher.combine(ExactText(text)) }
}
