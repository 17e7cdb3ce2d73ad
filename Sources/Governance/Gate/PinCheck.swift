/// Step 3: a tool that the server does not list, or whose definition differs from its pin: deny
/// and alert. What was seen first is pinned and shown as unreviewed.
enum PinCheck {
    @Sendable static func examine(_ context: inout GateContext, _ governor: Governor) {
        guard let name = context.proposal.action.tool else { return }
        guard let listed = context.proposal.definition, let pin = governor.pins[name] else {
            context.deny(.pin, .unavailable, alert: true, "the server lists no tool \(name)")
            return
        }
        guard pin.drifted == nil, pin.definition == listed else {
            context.deny(
                .pin, .unavailable, alert: true,
                "the definition of \(name) differs from the one seen first")
            return
        }
        context.pass(.pin)
    }
}
