extension Governor {
    mutating func evolveHold(_ fact: Fact) {
        switch fact {
        case .holdApproved(let fact): evolve(fact)
        case .holdDenied(let fact):
            remember(denied: fact.call, fact.code)
            settle(fact.call, at: fact.at) {
                $0.become(.denied(by: fact.by, reason: fact.reason), at: fact.at)
            }
        case .holdExpired(let fact):
            remember(denied: fact.call, fact.code)
            settle(fact.call, at: fact.at) { $0.become(.expired, at: fact.at) }
        case .holdWithdrawn(let fact):
            settle(fact.call, at: fact.at) { $0.become(.withdrawn, at: fact.at) }
        case .holdRecalled(let fact):
            takeBackAdmission(of: fact.call, at: fact.at)
            holds.change(fact.call) {
                $0.become(.open, at: fact.at)
                $0.revision += 1
            }
        case .holdReopened(let fact):
            holds.change(fact.call) {
                $0.become(.open, at: fact.at)
                $0.revision += 1
            }
        case .holdExtended(let fact):
            holds.change(fact.call) {
                $0.waitUntil = fact.waitUntil
                $0.parkUntil = fact.parkUntil
                $0.isExtended = true
            }
        case .callerLeft(let fact):
            holds.change(fact.call) {
                $0.isCallerWaiting = false
                $0.revision += 1
                // An approval that rested when the caller left is good for its retry instead.
                if case .resting(_, let by) = $0.state {
                    $0.become(.permitted(by: by), at: fact.at)
                }
            }
        case .callerReturned(let fact):
            holds.change(fact.call) {
                $0.isCallerWaiting = true
                $0.waitUntil = fact.waitUntil
                $0.patience = fact.waitUntil.since(fact.at)
            }
        default: break
        }
    }

    /// An approval was recalled whose call was admitted and had not gone: its hold is live again, and
    /// the call holds reserved what it did before. To whom it was to go is known by it no more.
    private mutating func takeBackAdmission(of call: CallID, at now: Moment) {
        guard flights[call: call] != nil else { return }
        finish(call, at: now, true)
        holds.revive(call) { _ in }
        guard let hold = holds[call: call] else { return }
        let judgement = hold.judgement
        recipients.remove(
            judgement.recipients, agent: judgement.agent, server: judgement.action.server)
        ledger.reserve(hold.reservations, for: call, at: now)
        if let run = judgement.run {
            runs.change(run) { $0.spent.add(hold.spending) }
        }
    }

    private mutating func evolve(_ fact: HoldApproved) {
        let state: Hold.State =
            fact.goesAt.map { .resting(until: $0, by: fact.by) } ?? .permitted(by: fact.by)
        if holds[call: fact.call] != nil {
            holds.change(fact.call) {
                $0.become(state, at: fact.at)
                $0.approvedBy = fact.channel
            }
            return
        }
        // Allowed on retry after a denial: the digest is no longer denied in its run.
        holds.revive(fact.call) {
            $0.become(state, at: fact.at)
            $0.approvedBy = fact.channel
            $0.isCallerWaiting = false
            $0.parkUntil = fact.goodUntil
            $0.revision += 1
        }
        guard let hold = holds[call: fact.call] else { return }
        ledger.reserve(hold.reservations, for: fact.call, at: fact.at)
        if let run = hold.judgement.run {
            runs.change(run) {
                $0.denied[hold.judgement.digest] = nil
                $0.spent.add(hold.spending)
            }
        }
    }

    /// A digest that was denied in a run is refused again there without a new hold.
    private mutating func remember(denied call: CallID, _ code: HoldCode) {
        guard let hold = holds[call: call], let run = hold.judgement.run else { return }
        runs.change(run) { $0.denied[hold.judgement.digest] = code }
    }
}
