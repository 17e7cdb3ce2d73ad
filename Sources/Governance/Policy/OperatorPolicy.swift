/// One person who may answer holds and use the switches.
package struct OperatorPolicy: Hashable, Sendable {
    /// The name in the policy and in the trail.
    package let name: OperatorName
    /// The system user whose control connections are this person's; resolved by the rim.
    package let user: String
    /// The highest tier this person may answer.
    package let answers: Tier
    /// The highest tier this person's scripts may answer; nil: none. Never critical.
    package let scripts: Tier?
    /// What else this person may do.
    package let may: Set<Power>
    /// The line of the policy file.
    package let line: Int

    /// Names an operator.
    package init(
        name: OperatorName, user: String, answers: Tier, scripts: Tier? = nil,
        may: Set<Power> = [], line: Int
    ) {
        self.name = name
        self.user = user
        self.answers = answers
        self.scripts = scripts
        self.may = may
        self.line = line
    }
}
