package import SafeText

/// What was done, when, and how it is taken back.
package struct Receipt: Hashable, Sendable {
    /// What takes it back.
    package enum Inverse: Hashable, Sendable {
        /// An approval that was not sent yet.
        case recall(code: String)
        /// A denial: the same call may come again, once.
        case allowOnRetry(code: String)
        /// Denials of a group: each may come again, once; the first of them.
        case allowEach(code: String)
        case act(Act)
    }

    /// When, by the console's clock.
    package let at: Int64
    /// What is so now.
    package let text: SafeText
    /// What takes it back; nil where nothing does.
    package let inverse: Inverse?

    package init(at: Int64, text: SafeText, inverse: Inverse?) {
        self.at = at
        self.text = text
        self.inverse = inverse
    }
}
