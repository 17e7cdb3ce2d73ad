extension Governor {
    /// The next moment at which something falls due; nil if nothing does. The rim arms one timer.
    package var nextWake: Moment? {
        var first: Moment?
        func due(_ moment: Moment) { first = min(first ?? moment, moment) }
        for hold in holds.live.values {
            due(hold.parkUntil)
            // An approval that rests is about to go: its caller is not sent away before that.
            if case .resting(let until, _) = hold.state {
                due(until)
            } else if hold.isCallerWaiting {
                due(hold.waitUntil)
            }
        }
        let busy = busyRuns
        for run in runs.open.values {
            for end in ends(of: run, busy.contains(run.id)) { due(end.at) }
        }
        return first
    }

    /// Everything that has fallen due, in the order of calls and runs. Each thing is judged on
    /// the state that those before it leave: ten approvals that go at one moment are counted one
    /// by one.
    func tick(at now: Moment) -> [Fact] {
        guard let nextWake, nextWake <= now else { return [] }
        var ahead = self
        var facts: [Fact] = []
        func take(_ more: [Fact]) {
            for fact in more { ahead.evolve(fact) }
            facts += more
        }
        for call in holds.live.keys.sorted() {
            guard let hold = ahead.holds[call: call] else { continue }
            take(ahead.due(of: hold, at: now))
        }
        for id in runs.open.keys.sorted() {
            guard let run = ahead.runs[id],
                let end = ahead.ends(of: run, ahead.isBusy(id)).filter({ $0.at <= now })
                    .min(by: { $0.at < $1.at })
            else { continue }
            take(ahead.end(id, end.reason, by: .supervisor, at: now))
        }
        return facts
    }

    private func due(of hold: Hold, at now: Moment) -> [Fact] {
        let call = hold.judgement.call
        if hold.parkUntil <= now {
            let fact = HoldEnded(
                at: now, call: call, code: hold.code, kind: .expired,
                detail: "nobody answered in time")
            return [.holdExpired(fact)]
        }
        if case .resting(let until, let by) = hold.state {
            guard until <= now else { return [] }
            switch admission(of: hold, by: by, at: now) {
            case .success(let admitted): return [.callAdmitted(admitted)]
            case .failure(let obstacle) where obstacle.passes:
                return reopened(hold, obstacle, at: now)
            case .failure(let obstacle):
                let fact = HoldEnded(
                    at: now, call: call, code: hold.code, kind: .withdrawn,
                    detail: obstacle.sentence)
                return [.holdWithdrawn(fact)]
            }
        }
        guard hold.isCallerWaiting, hold.waitUntil <= now else { return [] }
        return [toldToReturn(hold, at: now)]
    }

    /// A person who approved it is told that it can be approved later: so it waits, and its caller
    /// does as long as it would have.
    private func reopened(_ hold: Hold, _ obstacle: Obstacle, at now: Moment) -> [Fact] {
        let call = hold.judgement.call
        let fact = Fact.holdReopened(
            HoldReopened(at: now, call: call, code: hold.code, detail: obstacle.sentence))
        guard hold.isCallerWaiting, hold.waitUntil <= now else { return [fact] }
        return [fact, toldToReturn(hold, at: now)]
    }

    private func toldToReturn(_ hold: Hold, at now: Moment) -> Fact {
        .callerLeft(
            CallerMoved(
                at: now, call: hold.judgement.call, code: hold.code, way: .toldToReturn,
                waitUntil: hold.waitUntil))
    }

    /// Whether a time of the policy has ended this run, whether or not the timer rang.
    func isOver(_ run: Run, at now: Moment) -> Bool {
        // Asked for each proposal: whether the run is busy is only looked at where it matters.
        guard let agent = policy?.agents[run.agent] else { return false }
        if run.startedAt.advanced(by: agent.budget.time) <= now { return true }
        return run.activeAt.advanced(by: agent.idle) <= now && !isBusy(run.id)
    }

    private func ends(of run: Run, _ isBusy: Bool) -> [(at: Moment, reason: Run.End)] {
        guard let agent = policy?.agents[run.agent] else { return [] }
        let time = (at: run.startedAt.advanced(by: agent.budget.time), reason: Run.End.time)
        let idle = (at: run.activeAt.advanced(by: agent.idle), reason: Run.End.idle)
        return isBusy ? [time] : [time, idle]
    }

    /// A run with a call in flight or a question open is not idle.
    private func isBusy(_ id: RunID) -> Bool {
        flights.calls.values.contains { $0.judgement.run == id }
            || holds.live.values.contains { $0.judgement.run == id }
    }

    /// The runs that are not idle, found in one pass over what is under way.
    private var busyRuns: Set<RunID> {
        var busy: Set<RunID> = []
        for flight in flights.calls.values {
            if let run = flight.judgement.run { busy.insert(run) }
        }
        for hold in holds.live.values {
            if let run = hold.judgement.run { busy.insert(run) }
        }
        return busy
    }
}
