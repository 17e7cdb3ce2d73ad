/// Step 6, first half: a deny rule that matches denies; one that cannot read its argument holds.
enum RuleCheck {
    @Sendable static func examine(_ context: inout GateContext, _ governor: Governor) {
        for rule in context.proposal.reading.rules {
            switch rule.answer {
            case .denies:
                context.deny(.rule, .outsidePolicy, alert: true, line: rule.line, rule.text)
            case .unreadable(let why):
                context.hold(.rule, line: rule.line, "\(rule.text): \(why)")
            }
        }
    }
}
