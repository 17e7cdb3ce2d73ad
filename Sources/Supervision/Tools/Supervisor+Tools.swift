import Governance
import MCP

/// Counts calls where they are decided and settled. Nothing here decides, waits or is recorded.
extension Supervisor {
    /// The request that is being judged was put to the gate.
    func tally(_ ruling: Ruling, at now: Moment) {
        guard let asking, asking.action.tool != nil else { return }
        tallies.proposed(asking.toolPlace, ruling, at: now)
    }

    /// An admitted call was stopped before a byte of it was written.
    func tallyWithdrawn(_ id: CallID, at now: Moment) {
        guard let place = calls[id]?.toolPlace else { return }
        tallies.denied(place, at: now)
    }

    /// A hold ended without its call being let go. Its call may be older than this supervisor, or its
    /// caller gone, so the hold itself says which tool it is.
    func tallyDenied(_ code: HoldCode, at now: Moment) {
        guard let tool = governor.holds.hold(coded: code)?.judgement.action.tool,
            let place = tallies.place(of: tool)
        else { return }
        tallies.denied(place, at: now)
    }

    /// A call that was let go could not be sent: a kill came, or its server cannot be reached.
    func tallyUnsent(_ id: CallID, _ kind: MCP.RefusalKind) {
        guard let place = calls[id]?.toolPlace else { return }
        if case .killed = kind {
            tallies.denied(place, at: clock.now)
        } else {
            tallies.ended(place, isError: true, took: nil, at: clock.now)
        }
    }

    /// A call that was let go ended.
    func tally(_ call: OpenCall, _ outcome: Outcome, at now: Moment) {
        guard let place = call.toolPlace else { return }
        let took = call.writtenAt.map { now.nanoseconds - $0.nanoseconds }
        switch outcome {
        case .succeeded: tallies.ended(place, isError: false, took: took, at: now)
        // A time-out took all the time there is; what never comes is no quicker than that.
        case .failed, .refusedByServer, .timedOut:
            tallies.ended(place, isError: true, took: took, at: now)
        case .serverDied, .unknown: tallies.ended(place, isError: true, took: nil, at: now)
        case .cancelled: tallies.ended(place, isError: false, took: nil, at: now)
        // Nothing happened: its caller left, or ``tallyUnsent(_:_:)`` counts why it could not be sent.
        case .neverSent: break
        }
    }

    /// Another policy is in force: what holds a place holds another one now.
    func placeToolsAnew(_ policy: Policy) {
        tallies.follow(policy)
        for (key, tools) in definitions {
            for name in tools.keys {
                definitions[key]?[name]?.place = tallies.place(
                    of: ToolName(server: key.server, tool: name.text))
            }
        }
        for call in calls.values {
            call.toolPlace = call.action.tool.flatMap { tallies.place(of: $0) }
        }
    }
}
