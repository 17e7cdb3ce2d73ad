/// Step 10, the tier: what the policy declares; a granted tool without a tier is held as high,
/// and one whose schema could not be checked whole is at least medium.
enum TierCheck {
    /// Why a tier was raised that no other check raised.
    static let unchecked = "part of the tool's schema cannot be checked"

    @Sendable static func examine(_ context: inout GateContext, _ governor: Governor) {
        guard context.proposal.action.tool != nil else { return }
        let isRaisedHere = !context.proposal.reading.unchecked.isEmpty && context.tier < .medium
        if isRaisedHere { context.tier = .medium }
        guard let tool = context.tool, let declared = tool.tier else {
            context.hold(.tier, line: context.tool?.line, "no tier declared: held as high")
            return
        }
        let detail =
            declared == context.tier
            ? declared.word
            : "\(declared.word), raised to \(context.tier.word)\(isRaisedHere ? ": \(unchecked)" : "")"
        if context.tier >= .high {
            context.hold(.tier, line: tool.line, detail)
        } else {
            context.pass(.tier, line: tool.line, detail)
        }
    }
}
