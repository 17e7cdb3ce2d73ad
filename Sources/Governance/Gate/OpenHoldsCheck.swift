/// An agent may have only so many questions open, and so may all together: more are denied.
enum OpenHoldsCheck {
    @Sendable static func examine(_ context: inout GateContext, _ governor: Governor) {
        guard context.ruling == .hold else { return }
        let holds = governor.holds
        let policy = context.policy.holds
        if holds.openCount(of: context.proposal.agent) >= policy.perAgent {
            context.deny(
                .holds, .overLimit, alert: true, line: policy.line,
                "\(policy.perAgent) calls of this agent wait already")
        } else if holds.openCount >= Holds.openLimit || !holds.canDeal(at: context.now) {
            context.deny(
                .holds, .overLimit, alert: true,
                "\(Holds.openLimit) calls wait already, or every code was used today")
        }
    }
}
