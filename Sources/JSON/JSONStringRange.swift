/// Where the content of a string or key lies in a text, between its quotes.
package struct JSONStringRange: Hashable, Sendable {
    /// The bytes between the quotes, as spelled.
    package let content: Range<Int>
    /// Whether the spelling holds escapes, so that its bytes are not those of the string.
    package let isEscaped: Bool

    /// The bytes with their quotes.
    package var quoted: Range<Int> { content.lowerBound - 1..<content.upperBound + 1 }
}
