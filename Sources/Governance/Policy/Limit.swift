package import JSON

/// A rate or a sum over an exact sliding window, over all agents that use the tool.
package struct Limit: Hashable, Sendable {
    /// The rule's name on the path of checks.
    package let name: RuleName
    /// What is counted, and how much of it is allowed within the window.
    package let measure: Measure
    /// The window, at most `Limit.longestWindow`.
    package let window: Duration
    /// What happens to a call that would go over.
    package let over: Over
    /// The line of the policy file.
    package let line: Int

    /// What a limit counts.
    package enum Measure: Hashable, Sendable {
        /// Calls.
        case calls(Int)
        /// The sum of a quantity of the tool.
        case sum(ExactDecimal, Unit)
        /// Recipients that are not known.
        case newRecipients(Int)
    }

    /// What happens to a call that would go over a limit.
    package enum Over: String, Hashable, Sendable, CaseIterable {
        /// A person is asked.
        case hold
        /// It is denied.
        case deny
    }

    /// Bounds a measure.
    package init(name: RuleName, measure: Measure, window: Duration, over: Over, line: Int) {
        self.name = name
        self.measure = measure
        self.window = window
        self.over = over
        self.line = line
    }

    /// An exact window keeps every event it counts; thirty days is as long as anybody's month.
    package static let longestWindow = Duration.seconds(30 * 86_400)
    /// An exact window keeps every event it counts: 10,000 of them are 160 KB.
    package static let largestCount = 10_000
}
