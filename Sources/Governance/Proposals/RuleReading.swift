/// What a deny rule said to the arguments, where it did not let them pass.
package struct RuleReading: Hashable, Sendable {
    /// The two ways of not passing.
    package enum Answer: Hashable, Sendable {
        case denies
        /// An argument cannot be read as the rule needs it, with the reason: the call holds.
        case unreadable(String)
    }

    /// The line of the policy file.
    package let line: Int
    /// The rule in the policy's own words.
    package let text: String
    package let answer: Answer

    package init(line: Int, text: String, answer: Answer) {
        self.line = line
        self.text = text
        self.answer = answer
    }
}
