extension Governor {
    /// Takes a fact as it is: the only way the state changes. It judges nothing.
    package mutating func evolve(_ fact: Fact) {
        switch fact {
        case .callAdmitted(let fact): evolve(fact)
        case .callForwarded(let call): flights.forward(call)
        case .callFinished(let fact):
            finish(fact.call, at: fact.at, fact.outcome.releasesReservations)
        case .callWithdrawn(let fact): finish(fact.call, at: fact.at, true)
        case .callHeld(let fact): evolve(fact)
        case .callRefused(let fact):
            counters.refused += 1
            touch(fact.judgement, at: fact.at)
        case .holdApproved, .holdDenied, .holdExpired, .holdWithdrawn, .holdRecalled, .holdReopened,
            .holdExtended, .callerLeft, .callerReturned:
            evolveHold(fact)
        case .runStarted(let fact):
            runs.start(
                fact.run, of: fact.agent, by: fact.connection, at: fact.at, token: fact.token)
        case .runJoined(let fact): runs.join(fact.run, fact.connection)
        case .runLeft(let fact): runs.leave(fact.connection)
        case .runEnded(let fact): runs.end(fact.run, fact.reason)
        case .toolPinned(let fact): pins.pin(fact.tool, fact.definition, at: fact.at)
        case .toolDrifted(let fact): pins.drift(fact.tool, to: fact.listed)
        case .toolRestored(let fact): pins.drift(fact.tool, to: nil)
        case .rungGranted(let fact): grants.grant(fact.agent, fact.tool, fact.rung)
        case .agentPaused(let fact): switches.pause(fact.agent, fact.pause)
        case .agentResumed(let fact): switches.resume(fact.agent)
        case .writesFrozen(let fact): switches.setFreeze(fact.isFrozen ? fact.act : nil)
        case .killEngaged(let fact): switches.engage(fact.kill)
        case .killReleased(let fact): switches.release(fact.scope)
        case .policyApplied(let fact):
            policy = fact.policy
            pending = nil
        case .policyPending(let fact): pending = fact
        case .started(let fact): evolve(fact)
        case .trailBroke(let fact): trailFault = fact.detail
        case .trailRestored: trailFault = nil
        case .actRefused, .proofChanged, .agentHeldBack: break
        }
    }

    private mutating func evolve(_ fact: CallAdmitted) {
        let judgement = fact.judgement
        if fact.code != nil {
            // The hold's own reservations end here: the call is counted anew at the moment it goes.
            settle(judgement.call, at: fact.at) {
                $0.become(.admitted(by: fact.approvedBy ?? OperatorName("")), at: fact.at)
            }
            recipients.add(
                judgement.recipients, agent: judgement.agent, server: judgement.action.server)
        }
        ledger.reserve(fact.reservations, for: judgement.call, at: fact.at)
        if let run = judgement.run {
            runs.change(run) { $0.spent.add(fact.spending) }
        }
        flights.admit(
            Flight(
                judgement: judgement, reservations: fact.reservations, spending: fact.spending,
                admittedAt: fact.at, isApproved: fact.code != nil))
        counters.admitted += 1
        touch(judgement, at: fact.at)
    }

    private mutating func evolve(_ fact: CallHeld) {
        let judgement = fact.judgement
        holds.open(Hold(fact), at: fact.at)
        ledger.reserve(fact.reservations, for: judgement.call, at: fact.at)
        if let run = judgement.run {
            runs.change(run) { $0.spent.add(fact.spending) }
        }
        counters.held += 1
        touch(judgement, at: fact.at)
    }

    /// An admitted call ended or was stopped before it was written.
    mutating func finish(_ call: CallID, at now: Moment, _ releases: Bool) {
        guard let flight = flights.land(call) else { return }
        if let run = flight.judgement.run {
            runs.change(run) {
                $0.activeAt = now
                if releases { $0.spent.subtract(flight.spending) }
            }
        }
        if releases { ledger.release(flight.reservations, of: call) }
    }

    private mutating func evolve(_ fact: SupervisorStarted) {
        for orphan in fact.orphans {
            _ = flights.land(orphan.call)
        }
        if !fact.wasClean {
            spendRunAhead(at: fact.at)
            // The calls that the disk did not get to had numbers, which agents and servers may have seen.
            nextCall += Governor.unrecordedCalls
        }
        runs.dropConnections()
        for call in holds.live.keys {
            holds.change(call) {
                // Whoever saw the card while somebody waited has to look again.
                if $0.isCallerWaiting { $0.revision += 1 }
                $0.isCallerWaiting = false
                if case .resting(_, let by) = $0.state {
                    $0.become(.permitted(by: by), at: fact.at)
                }
            }
        }
        trailFault = nil
    }

    /// What ran ahead of the disk when the machine stopped may be missing from the trail: it
    /// counts as spent, from the budgets of the runs that were connected then and from the rates
    /// of the low-tier tools that their agents may call (design sections 4 and 7.4). There is one
    /// allowance for all of them, but nobody knows any more whose calls those were: each bears the
    /// whole of it, since any one of them may have made them all.
    private mutating func spendRunAhead(at now: Moment) {
        let allowance = Spending(calls: Governor.runAheadEntries, writes: 0, money: [:])
        var agents: Set<AgentName> = []
        for run in runs.open.values where !run.connections.isEmpty {
            agents.insert(run.agent)
            runs.change(run.id) { $0.spent.add(allowance) }
        }
        guard let policy else { return }
        for agent in agents.sorted() {
            for tool in policy.lowTierTools(of: agent) {
                let calls = Account(tool: tool.name, kind: .calls)
                guard let retention = tool.retention(of: .calls) else { continue }
                for _ in 0..<Governor.runAheadEntries {
                    ledger.reserve(
                        [Reservation(account: calls, amount: .one, retention: retention)],
                        for: CallID(0), at: now)
                }
            }
        }
    }

    /// How many low-tier entries may run ahead of the disk (design section 7.4).
    package static let runAheadEntries = 256
    /// How many calls may have got a number and no entry that a crash left: twice as many as there
    /// may be entries that wait for the disk before no more calls are taken.
    package static let unrecordedCalls: UInt64 = 8_192

    private mutating func touch(_ judgement: Judgement, at now: Moment) {
        nextCall = max(nextCall, judgement.call.number + 1)
        guard let run = judgement.run else { return }
        runs.change(run) { $0.activeAt = now }
    }

    /// Ends a hold: what it held reserved is free again. Its run was not idle while a question
    /// was open: what was denied is remembered for as long as after any other answer.
    mutating func settle(_ call: CallID, at now: Moment, _ body: (inout Hold) -> Void) {
        guard let hold = holds[call: call] else { return }
        ledger.release(hold.reservations, of: call)
        if let run = hold.judgement.run {
            runs.change(run) {
                $0.spent.subtract(hold.spending)
                $0.activeAt = now
            }
        }
        holds.change(call, body)
    }
}
