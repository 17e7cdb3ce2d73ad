/// What was read from the arguments of a proposal, as typed facts.
package struct Reading: Hashable, Sendable {
    /// A fault that denies: the schema refuses the arguments, or they cannot be read one way only.
    package var faults: [String] = []
    /// Why not all of the tool's schema could be checked; empty if all of it was.
    package var unchecked: [String] = []
    /// The amount at the place that the policy's blast radius names.
    package var quantities: [Quantity] = []
    package var recipients: [RecipientMark] = []
    /// The deny rules that did not let the arguments pass.
    package var rules: [RuleReading] = []

    package init() {}
}
