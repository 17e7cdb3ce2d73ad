/// Step 6, second half: a quantity over its cap is denied; one that is missing, negative, no
/// number or oddly spelled holds, because nothing can be said about what the call would do.
enum CapCheck {
    @Sendable static func examine(_ context: inout GateContext, _ governor: Governor) {
        guard let tool = context.tool else { return }
        for (quantity, blast) in zip(context.proposal.reading.quantities, tool.blast) {
            switch quantity.value {
            case .unclear(let why):
                context.hold(.quantity, line: blast.line, "\(blast.source.words): \(why)")
            case .amount(let amount):
                guard let cap = blast.cap else { continue }
                if amount > cap {
                    context.deny(
                        .cap, .outsidePolicy, alert: true, line: blast.line,
                        "\(amount) \(blast.unit) is over the cap of \(cap) \(blast.unit)")
                } else {
                    context.pass(
                        .cap, line: blast.line, "\(amount) of \(cap) \(blast.unit)")
                }
            }
        }
    }
}
