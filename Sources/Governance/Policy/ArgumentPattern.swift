/// A pattern over the text of an argument.
package struct ArgumentPattern: Hashable, Sendable {
    /// The pattern as written.
    package let text: String

    /// Whether the pattern matches somewhere in a text. Until the Pattern room is there nothing
    /// can make one, and nothing is shown to match.
    func finding(on text: String) -> Selector.Finding { .unreadable("no pattern engine") }
}
