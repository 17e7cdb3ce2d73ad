package import JSON

/// One tool of a server: its tier, its blast radius and the rules over its arguments.
package final class ToolPolicy: Hashable, Sendable {
    /// What a call names.
    package let name: ToolName
    /// The declared tier; nil: held as high.
    package let tier: Tier?
    /// The sentence of the card; always there at high and critical.
    package let say: SayTemplate?
    /// The blast radius, one quantity a unit.
    package let blast: [BlastQuantity]
    /// Where the arguments name who receives: a string or a list of strings each.
    package let recipients: [JSONPointer]
    /// Recipients that are known whoever calls.
    package let known: Set<Recipient>
    /// Rates and sums.
    package let limits: [Limit]
    /// Rules that deny by the arguments.
    package let deny: [DenyRule]
    /// Whether an approval needs a reason in words.
    package let justify: Bool
    /// The line of the policy file.
    package let line: Int

    /// Describes a tool.
    package init(
        name: ToolName, tier: Tier?, say: SayTemplate? = nil, blast: [BlastQuantity] = [],
        recipients: [JSONPointer] = [], known: Set<Recipient> = [], limits: [Limit] = [],
        deny: [DenyRule] = [], justify: Bool = false, line: Int
    ) {
        self.name = name
        self.tier = tier
        self.say = say
        self.blast = blast
        self.recipients = recipients
        self.known = known
        self.limits = limits
        self.deny = deny
        self.justify = justify
        self.line = line
    }

    package static func == (left: ToolPolicy, right: ToolPolicy) -> Bool {
        left === right || left.isSame(as: right)
    }

    private func isSame(as other: ToolPolicy) -> Bool {
        name == other.name
            && tier == other.tier
            && say == other.say
            && blast == other.blast
            && recipients == other.recipients
            && known == other.known
            && limits == other.limits
            && deny == other.deny
            && justify == other.justify
            && line == other.line
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(name)
    }

    /// The tier that counts: a tool without one is held as high (design section 5).
    package var effectiveTier: Tier { tier ?? .high }
}
