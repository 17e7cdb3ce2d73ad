/// Step 10, the recipient: one that was not known before the run raises the tier by one.
enum RecipientCheck {
    @Sendable static func examine(_ context: inout GateContext) {
        let new = context.newRecipients
        guard !context.proposal.reading.recipients.isEmpty else { return }
        guard !new.isEmpty else {
            context.pass(.recipient, "known")
            return
        }
        context.tier = context.tier.raised
        context.pass(
            .recipient,
            "\(new.count) not known before this run: \(context.tier.word)")
    }
}

extension GateContext {
    /// The recipients that neither the policy nor an approval made known.
    var newRecipients: Set<Digest> {
        let recipients = proposal.reading.recipients.filter { recipient in
            !recipient.isListed
                && !governor.recipients.contains(
                    recipient.mark, agent: proposal.agent, server: proposal.action.server)
        }
        return Set(recipients.map(\.mark))
    }
}
