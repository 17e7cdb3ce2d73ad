extension Governor {
    /// Says what follows from an event, and changes nothing. The facts are in the order in which
    /// they are to be recorded and fed to ``evolve(_:)``; the same event on the same governor at
    /// the same moment gives the same facts.
    package func decide(_ event: Event, at now: Moment) -> [Fact] {
        switch event {
        case .proposed(let proposal):
            afterWhatIsDue(to: proposal, at: now) { $0.judge(proposal, at: now) }
        case .recorded(let call, let listed): release(call, listed, at: now)
        case .unwritten(let call, let listed): takeBack(call, listed, at: now)
        case .finished(let call, let outcome):
            flights[call: call] == nil
                ? [] : [.callFinished(CallFinished(at: now, call: call, outcome: outcome))]
        case .callerLeft(let call): callerLeft(call, at: now)
        case .answered(let answer): settle(by: answer, at: now)
        case .recalled(let code, let by, let isUnwritten):
            recall(code, by: by, isUnwritten: isUnwritten, at: now)
        case .extended(let code, let by, let span): extend(code, by: by, for: span, at: now)
        case .attached(let agent, let connection, let token):
            runs.shared(by: agent, token).map { isOver($0, at: now) } ?? false
                ? afterTick(at: now) { $0.attach(agent, connection, token, at: now) }
                : attach(agent, connection, token, at: now)
        case .detached(let connection): detach(connection, at: now)
        case .listed(let server, let tools): look(at: tools, of: server, at: now)
        case .policyRead(let reading): take(reading, at: now)
        case .policyApplied(let digest, let by): apply(digest, by: by, at: now)
        case .granted(let agent, let tool, let rung, let by, let reason):
            grant(agent, tool, rung, by: by, reason, at: now)
        case .proofChanged(let agent, let token, let by):
            changeProof(of: agent, to: token, by: by, at: now)
        case .paused, .resumed, .froze, .runEnded, .killed, .released: throwSwitch(event, at: now)
        case .heldBack(let agent): [.agentHeldBack(AgentHeldBack(at: now, agent: agent))]
        case .ticked: tick(at: now)
        case .trailBroke(let detail): breakTrail(detail, at: now)
        case .trailRestored:
            trailFault == nil ? [] : [.trailRestored(TrailRestored(at: now))]
        case .started(let wasClean, let clock): start(wasClean: wasClean, clock, at: now)
        }
    }

    /// The disk has the admission and the server is open: look once more, then let it go. What
    /// stops calls wins, also while the disk syncs or the server opens.
    private func release(_ call: CallID, _ listed: Digest?, at now: Moment) -> [Fact] {
        guard let flight = flights[call: call], !flight.isForwarded else { return [] }
        return withdrawal(of: flight, listed, at: now) ?? [.callForwarded(call)]
    }

    /// The call was let go and waits behind a full pipe: what stops calls stops it, too.
    private func takeBack(_ call: CallID, _ listed: Digest?, at now: Moment) -> [Fact] {
        guard let flight = flights[call: call], flight.isForwarded else { return [] }
        return withdrawal(of: flight, listed, at: now) ?? []
    }

    private func withdrawal(of flight: Flight, _ listed: Digest?, at now: Moment) -> [Fact]? {
        guard let (kind, detail) = stop(of: flight, listed) else { return nil }
        return [
            .callWithdrawn(
                CallWithdrawn(at: now, call: flight.judgement.call, kind: kind, detail: detail))
        ]
    }

    /// What keeps a call that was admitted from going now.
    private func stop(of flight: Flight, _ listed: Digest?) -> (RefusalKind, String)? {
        obstacle(to: flight.judgement) ?? change(since: flight.judgement, listed)
            ?? loweredRung(of: flight)
    }

    /// The rung of agent and tool, where it was lowered so far that a person is asked first.
    private func loweredRung(of flight: Flight) -> (RefusalKind, String)? {
        let judgement = flight.judgement
        guard !flight.isApproved, let policy, policy.mode == .enforce,
            let agent = policy.agents[judgement.agent], let tool = judgement.action.tool
        else { return nil }
        let rung = rung(of: agent, with: tool)
        guard !RungCheck.runsAlone(judgement.tier, at: rung, of: agent) else { return nil }
        return (.changed, "\(judgement.agent) may use \(tool) at \(rung.word) only")
    }

    /// Whether a call that was let go would not be now. Until its first byte is written it must
    /// not go then: see ``Event/unwritten(_:listed:)``.
    package func isStopped(_ call: CallID, listed: Digest?) -> Bool {
        guard let flight = flights[call: call] else { return false }
        return stop(of: flight, listed) != nil
    }

    /// Whether what a connection subscribed to may be asked of a server anew, without a call of its
    /// own: what stops calls stops this.
    package func mayHear(
        _ agent: AgentName, of server: ServerName, on connection: ConnectionID
    ) -> Bool {
        guard policy?.agents[agent]?.resources[server] != nil, switches.pauses[agent] == nil,
            trailFault == nil, let run = runs.run(of: connection), runs.isOpen(run)
        else { return false }
        let subject = KillSubject(agent: agent, run: run, server: server, tool: nil)
        return switches.kill(over: subject) == nil
    }

    /// What stands in the way of a call that was judged before: only what can have changed since.
    func obstacle(to judgement: Judgement) -> (RefusalKind, String)? {
        if let kill = switches.kill(over: judgement.subject) {
            return (.stopped, "kill \(kill.scope.words) by \(kill.by.words)")
        }
        if let pause = switches.pauses[judgement.agent] {
            return (.paused, "agent \(judgement.agent) is paused by \(pause.by.words)")
        }
        if let freeze = switches.freeze, judgement.tier > .low {
            return (.frozen, "writes are frozen by \(freeze.by.words)")
        }
        if let trailFault {
            return (.notRecorded, "the trail cannot be written: \(trailFault)")
        }
        guard let run = judgement.run, runs.isOpen(run) else {
            return (.withdrawn, "its run has ended")
        }
        return nil
    }

    /// What changed since a proposal was judged, so that it is another call now; `listed` is the
    /// definition of its tool as the process lists it that would get the call.
    func change(since judgement: Judgement, _ listed: Digest?) -> (RefusalKind, String)? {
        if judgement.policy != policy?.digest { return (.changed, "the policy changed") }
        guard let tool = judgement.action.tool else { return nil }
        guard let pin = pins[tool], pin.drifted == nil, pin.definition == judgement.definition,
            listed == judgement.definition
        else { return (.unavailable, "the definition of \(tool) changed") }
        return nil
    }

    /// A restart closes every connection and decides nothing anew. What was admitted and has no
    /// outcome is reported once and never sent again.
    private func start(wasClean: Bool, _ clock: ClockReading, at now: Moment) -> [Fact] {
        let orphans = flights.calls.values.sorted { $0.judgement.call < $1.judgement.call }
            .map(InFlight.init)
        // One entry names only so many; the others get their outcome in entries of their own.
        let fact = SupervisorStarted(
            at: now, wasClean: wasClean, orphans: Array(orphans.prefix(Governor.namedCalls)),
            clock: clock)
        return orphans.dropFirst(Governor.namedCalls).map {
            .callFinished(CallFinished(at: now, call: $0.call, outcome: .unknown))
        } + [.started(fact)]
    }

    private func breakTrail(_ detail: String, at now: Moment) -> [Fact] {
        guard trailFault == nil else { return [] }
        return [.trailBroke(TrailBroke(at: now, detail: detail))]
            + withdrawals(at: now, .notRecorded, "the trail cannot be written") { _ in true }
    }

    /// The calls that were admitted and not yet handed on, withdrawn.
    func withdrawals(
        at now: Moment, _ kind: RefusalKind, _ detail: String, where isHit: (Judgement) -> Bool
    ) -> [Fact] {
        flights.calls.values.filter { !$0.isForwarded && isHit($0.judgement) }
            .map(\.judgement.call).sorted()
            .map { .callWithdrawn(CallWithdrawn(at: now, call: $0, kind: kind, detail: detail)) }
    }

    /// The holds that are live, withdrawn.
    func withdrawnHolds(
        at now: Moment, _ kind: RefusalKind, _ detail: String, where isHit: (Judgement) -> Bool
    ) -> [Fact] {
        holds.live.values.filter { isHit($0.judgement) }
            .sorted { $0.judgement.call < $1.judgement.call }
            .map {
                .holdWithdrawn(
                    HoldEnded(
                        at: now, call: $0.judgement.call, code: $0.code, kind: kind,
                        detail: detail))
            }
    }
}

extension InFlight {
    init(_ flight: Flight) {
        self.init(
            call: flight.judgement.call, agent: flight.judgement.agent,
            action: flight.judgement.action, at: flight.admittedAt)
    }
}
