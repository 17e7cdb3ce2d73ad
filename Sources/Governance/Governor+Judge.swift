extension Governor {
    /// Puts a proposal through the gate.
    func judge(_ proposal: Proposal, at now: Moment) -> [Fact] {
        guard let policy else { return [] }
        let place = place(of: proposal, policy, at: now)
        if let facts = comeBack(proposal, place.run, at: now) { return place.begins + facts }
        var context = GateContext(
            governor: self, policy: policy, proposal: proposal, run: place.run,
            runFault: place.fault, at: now)
        Gate.examine(&context, self)
        let judgement = Judgement(context, call: CallID(nextCall))
        let fact: Fact =
            switch context.ruling {
            case .allow:
                .callAdmitted(
                    CallAdmitted(
                        at: now, judgement: judgement, reservations: context.reservations,
                        spending: context.spending, code: nil, approvedBy: nil))
            case .hold: .callHeld(hold(context, judgement, policy.holds, at: now))
            case .deny:
                .callRefused(
                    CallRefused(
                        at: now, judgement: judgement, kind: context.refusal ?? .outsidePolicy,
                        isAlert: context.isAlert))
            }
        return place.begins + [fact]
    }

    private func hold(
        _ context: GateContext, _ judgement: Judgement, _ times: HoldPolicy, at now: Moment
    ) -> CallHeld {
        let wait = min(times.wait, context.proposal.patience ?? times.wait, times.park)
        return CallHeld(
            at: now, judgement: judgement, reservations: context.reservations,
            spending: context.spending, code: holds.nextCode,
            waitUntil: now.advanced(by: wait), parkUntil: now.advanced(by: times.park),
            covers: context.covers, argumentBytes: context.proposal.argumentBytes)
    }

    /// The same agent calls again with the same arguments, and its question is still open: it
    /// finds its hold, and an approval that waited for it is used, once. What is no longer the
    /// call that was asked about goes through the gate instead.
    private func comeBack(_ proposal: Proposal, _ run: Run?, at now: Moment) -> [Fact]? {
        guard let policy, let run, let hold = holds.hold(toReturnTo: proposal, in: run.id),
            obstacle(to: hold.judgement) == nil, changeSince(hold.judgement) == nil,
            hold.judgement.definition == proposal.definition
        else { return nil }
        let wait = min(policy.holds.wait, proposal.patience ?? policy.holds.wait)
        let returned = Fact.callerReturned(
            CallerMoved(
                at: now, call: hold.judgement.call, code: hold.code, way: .returned,
                waitUntil: now.advanced(by: wait)))
        guard case .permitted(let by) = hold.state else { return [returned] }
        switch admission(of: hold, by: by, at: now) {
        case .success(let admitted): return [returned, .callAdmitted(admitted)]
        // What stands in the way passes with time: the caller waits like before the approval.
        case .failure: return [returned]
        }
    }

    /// A proposal whose run or hold is overdue meets the state after the timer: what a deadline
    /// ends does not live on because the timer was late.
    func afterWhatIsDue(
        to proposal: Proposal, at now: Moment, _ decide: (Governor) -> [Fact]
    ) -> [Fact] {
        let run =
            runs.run(of: proposal.connection).flatMap { runs[$0] }
            ?? runs.shared(by: proposal.agent, proposal.runToken)
        guard let run else { return decide(self) }
        let hold = holds.hold(toReturnTo: proposal, in: run.id)
        guard isOver(run, at: now) || hold.map({ $0.parkUntil <= now }) ?? false else {
            return decide(self)
        }
        return afterTick(at: now, decide)
    }

    /// Everything that is due, and then what follows.
    func afterTick(at now: Moment, _ decide: (Governor) -> [Fact]) -> [Fact] {
        let due = tick(at: now)
        var ahead = self
        for fact in due { ahead.evolve(fact) }
        return due + decide(ahead)
    }

    /// The run that a proposal belongs to, and the facts that begin one where that is due.
    private func place(
        of proposal: Proposal, _ policy: Policy, at now: Moment
    ) -> (run: Run?, fault: RunFault?, begins: [Fact]) {
        let connection = proposal.connection
        if let id = runs.run(of: connection) {
            if let run = runs[id] { return (run, nil, []) }
            switch runs.ended[id] {
            case .operatorAct: return (nil, RunFault(.withdrawn, "an operator ended run \(id)"), [])
            case .time: return (nil, RunFault(.withdrawn, "the time of run \(id) is spent"), [])
            case .idle, .closed, .policy, nil: break
            }
        }
        // An agent that the policy does not name needs no run: the check of its grant says why.
        guard policy.agents[proposal.agent] != nil else { return (nil, nil, []) }
        let begins = attach(proposal.agent, connection, proposal.runToken, at: now)
        switch begins.first {
        case .runJoined(let joined): return (runs[joined.run], nil, begins)
        case .runStarted(let started):
            let run = Run(
                id: started.run, agent: proposal.agent, startedAt: now, token: started.token)
            return (run, nil, begins)
        default: return (nil, RunFault(.overLimit, "no more runs this hour"), [])
        }
    }

    /// A connection joins the agent's run, or starts one; nothing where it may start none.
    /// A run token that no open run was started with starts one on purpose; the policy's runs an
    /// hour bound how often. With `runs: per-connection` there is nothing to choose.
    func attach(
        _ agent: AgentName, _ connection: ConnectionID, _ token: Digest?, at now: Moment
    ) -> [Fact] {
        guard let policy = policy?.agents[agent] else { return [] }
        if policy.runs == .shared, let run = runs.shared(by: agent, token) {
            return [.runJoined(RunJoined(at: now, run: run.id, connection: connection))]
        }
        guard runs.startsWithinHour(agent, at: now) < policy.runsPerHour else { return [] }
        return [
            .runStarted(
                RunStarted(
                    at: now, run: RunID(runs.nextID), agent: agent, connection: connection,
                    token: token))
        ]
    }
}

extension Judgement {
    /// What the gate found, for the entry.
    convenience init(_ context: GateContext, call: CallID) {
        let proposal = context.proposal
        self.init(
            call: call, run: context.run?.id, agent: proposal.agent,
            connection: proposal.connection, action: proposal.action, digest: proposal.digest,
            definition: proposal.definition, policy: context.policy.digest,
            declared: context.tool?.tier, tier: context.tier,
            quantities: proposal.reading.quantities, recipients: proposal.reading.recipients,
            findings: context.findings,
            wouldHave: context.ruling == context.strictRuling ? nil : context.strictRuling)
    }
}
