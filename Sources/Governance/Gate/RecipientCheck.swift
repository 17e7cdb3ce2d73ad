/// Step 10, the recipient: one that was not known before the run raises the tier by one.
enum RecipientCheck {
    /// What is found of a call whose recipients are all known: it raises nothing.
    static let known = "known"

    @Sendable static func examine(_ context: inout GateContext, _ governor: Governor) {
        let new = context.newRecipients
        guard !context.proposal.reading.recipients.isEmpty else { return }
        guard !new.isEmpty else {
            context.pass(.recipient, known)
            return
        }
        context.tier = context.tier.raised
        context.pass(
            .recipient,
            "\(new.count) not known before this run: raised to \(context.tier.word)")
    }
}
