/// Step 5: arguments that fail the tool's schema, or that can be read in more than one way: deny.
enum ArgumentsCheck {
    /// How many faults are written to the path of checks.
    private static let shownFaults = 3

    @Sendable static func examine(_ context: inout GateContext, _ governor: Governor) {
        let reading = context.proposal.reading
        guard reading.faults.isEmpty else {
            var shown = reading.faults.prefix(shownFaults).joined(separator: "; ")
            if reading.faults.count > shownFaults {
                shown += "; and \(reading.faults.count - shownFaults) more"
            }
            context.deny(.arguments, .invalid, shown)
            return
        }
        let unchecked = reading.unchecked
        context.pass(
            .arguments,
            unchecked.isEmpty ? nil : "not fully checkable: \(unchecked.joined(separator: "; "))")
    }
}
