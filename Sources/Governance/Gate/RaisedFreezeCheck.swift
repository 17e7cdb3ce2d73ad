/// Step 1 once more, when the tier is known: what is declared a read and was raised above it is a
/// write to a freeze.
enum RaisedFreezeCheck {
    @Sendable static func examine(_ context: inout GateContext, _ governor: Governor) {
        let isJudged = context.findings.contains { $0.check == .freeze }
        guard let freeze = governor.switches.freeze, context.isWrite, !isJudged else {
            return
        }
        context.deny(.freeze, .frozen, "writes frozen by \(freeze.by.words): \(freeze.reason)")
    }
}
