/// A digest that was denied in this run, by a person or by time, is refused again without a hold.
enum DeniedBeforeCheck {
    @Sendable static func examine(_ context: inout GateContext, _ governor: Governor) {
        guard let code = context.run?.denied[context.proposal.digest] else { return }
        context.deny(
            .denied, .deniedByPerson, "the same call was denied in this run as \(code)")
    }
}
