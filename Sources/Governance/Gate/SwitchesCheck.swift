/// Step 1: kill switch in scope, agent paused, run ended, writes frozen, trail not writable or as
/// many calls under way as it can take: deny.
enum SwitchesCheck {
    @Sendable static func examine(_ context: inout GateContext, _ governor: Governor) {
        let switches = governor.switches
        let proposal = context.proposal
        let subject = KillSubject(
            agent: proposal.agent, run: context.run?.id, server: proposal.action.server,
            tool: proposal.action.tool)
        if let kill = switches.kill(over: subject) {
            context.deny(.kill, .stopped, "kill \(kill.scope.words) by \(kill.by.words)")
        } else {
            context.pass(.kill)
        }
        if let pause = switches.pauses[proposal.agent] {
            context.deny(.pause, .paused, "paused by \(pause.by.words): \(pause.reason)")
        }
        if let fault = context.runFault {
            context.deny(.run, fault.kind, fault.detail)
        }
        if let freeze = switches.freeze, context.isWrite {
            context.deny(.freeze, .frozen, "writes frozen by \(freeze.by.words): \(freeze.reason)")
        }
        if let fault = governor.trailFault {
            context.deny(.trail, .notRecorded, "the trail cannot be written: \(fault)")
        } else if let excess = governor.flights.excess(of: proposal.agent) {
            context.deny(.trail, .tooMany, excess)
        }
    }
}
