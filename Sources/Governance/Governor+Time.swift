extension Governor {
    /// The next moment at which something falls due; nil if nothing does. The rim arms one timer.
    package var nextWake: Moment? {
        var due: [Moment] = []
        for hold in holds.live.values {
            if case .resting(let until, _) = hold.state { due.append(until) }
            if hold.isCallerWaiting { due.append(hold.waitUntil) }
            due.append(hold.parkUntil)
        }
        for run in runs.open.values {
            due.append(contentsOf: ends(of: run).map(\.at))
        }
        return due.min()
    }

    /// Everything that has fallen due, in the order of calls and runs.
    func tick(at now: Moment) -> [Fact] {
        let overdue = holds.live.values.sorted { $0.judgement.call < $1.judgement.call }
        var facts = overdue.flatMap { due(of: $0, at: now) }
        for run in runs.open.values.sorted(by: { $0.id < $1.id }) {
            guard let end = ends(of: run).filter({ $0.at <= now }).min(by: { $0.at < $1.at })
            else { continue }
            // What fell due above already is not withdrawn once more.
            let settled = Set(facts.compactMap(\.settledCall))
            facts += self.end(run.id, end.reason, by: .supervisor, at: now).filter {
                $0.settledCall.map { !settled.contains($0) } ?? true
            }
        }
        return facts
    }

    private func due(of hold: Hold, at now: Moment) -> [Fact] {
        let call = hold.judgement.call
        if case .resting(let until, let by) = hold.state, until <= now {
            switch admission(of: hold, by: by, definition: nil, at: now) {
            case .success(let admitted): return [.callAdmitted(admitted)]
            case .failure(let obstacle):
                let fact = HoldEnded(
                    at: now, call: call, code: hold.code, kind: .withdrawn,
                    detail: obstacle.sentence)
                return [.holdWithdrawn(fact)]
            }
        }
        if hold.parkUntil <= now {
            let fact = HoldEnded(
                at: now, call: call, code: hold.code, kind: .expired,
                detail: "nobody answered in time")
            return [.holdExpired(fact)]
        }
        guard hold.isCallerWaiting, hold.waitUntil <= now else { return [] }
        // An approval that rests is about to go: its caller is not sent away before that.
        if case .resting = hold.state { return [] }
        return [
            .callerLeft(
                CallerMoved(
                    at: now, call: call, code: hold.code, way: .toldToReturn,
                    waitUntil: hold.waitUntil))
        ]
    }

    private func ends(of run: Run) -> [(at: Moment, reason: Run.End)] {
        guard let agent = policy?.agents[run.agent] else { return [] }
        let time = (at: run.startedAt.advanced(by: agent.budget.time), reason: Run.End.time)
        // A run with a call in flight or a question open is not idle.
        let isBusy =
            flights.calls.values.contains { $0.judgement.run == run.id }
            || holds.live.values.contains { $0.judgement.run == run.id }
        let idle = (at: run.activeAt.advanced(by: agent.idle), reason: Run.End.idle)
        return isBusy ? [time] : [time, idle]
    }
}

extension Fact {
    /// The call whose hold or admission this fact ends.
    fileprivate var settledCall: CallID? {
        switch self {
        case .holdExpired(let fact), .holdWithdrawn(let fact): fact.call
        case .callAdmitted(let fact): fact.code == nil ? nil : fact.judgement.call
        case .callWithdrawn(let fact): fact.call
        default: nil
        }
    }
}
