package import Pattern

/// A pattern over the text of an argument, matched in linear time.
package struct ArgumentPattern: Hashable, Sendable {
    /// The pattern as written.
    package var text: String { pattern.text }

    private let pattern: Pattern

    /// Compiles a pattern as RE2 reads it; throws where it cannot.
    package init(_ text: String) throws(PatternError) {
        pattern = try Pattern(text, dialect: .policy)
    }

    /// Whether the pattern matches somewhere in a text; a text that is too long to be looked at
    /// is unreadable.
    func finding(on text: String) -> Selector.Finding {
        do {
            return Selector.Finding(try pattern.matches(text))
        } catch {
            return .unreadable("\(error)")
        }
    }
}
