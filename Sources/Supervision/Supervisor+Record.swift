import AuditTrail
import Governance

extension Supervisor {
    /// Puts facts of an agent's doing into the trail, or of nobody's.
    ///
    /// - Returns: the sequence number of the last entry; nil where none was written.
    func record(_ facts: [Fact], of agent: AgentName?) throws(RecordFailure) -> UInt64? {
        // Once the trail is known to be broken nothing can be admitted; what still happens (a
        // kill, a refusal) happens without it.
        guard governor.trailFault == nil, !facts.contains(where: \.isTrailBroke) else { return nil }
        var drafts: [EntryDraft] = []
        var urgency = Urgency.soon
        var isBarrier = false
        for fact in facts {
            guard let type = fact.type else { continue }
            if !canWait(fact) {
                urgency = .now
                isBarrier = isBarrier || fact.call == nil
            }
            drafts.append(try draft(of: fact, type))
        }
        guard !drafts.isEmpty else { return nil }
        do throws(TrailError) {
            return try recorder.append(
                drafts, of: agent, urgency: urgency, isBarrier: isBarrier,
                boot: SystemReading.bootNanoseconds)
        } catch {
            var failure = RecordFailure(reason: error.description)
            failure.kind = AppendFailure(error)
            throw failure
        }
    }

    /// The agent that made these facts come about: what waits for the disk is counted by it. Before
    /// they change anything: a call that is finished by them is still under way.
    func agent(behind facts: [Fact]) -> AgentName? {
        for fact in facts {
            switch fact {
            case .callAdmitted(let fact): return fact.judgement.agent
            case .callHeld(let fact): return fact.judgement.agent
            case .callRefused(let fact): return fact.judgement.agent
            case .runStarted(let fact): return fact.agent
            case .agentHeldBack(let fact): return fact.agent
            case .runJoined(let fact): return governor.runs.open[fact.run]?.agent
            case .runLeft(let fact): return governor.runs.open[fact.run]?.agent
            case .callFinished, .callWithdrawn, .callerLeft, .callerReturned:
                guard let call = fact.call else { continue }
                return governor.flights[call: call]?.judgement.agent
                    ?? governor.holds[call: call]?.judgement.agent
            default: continue
            }
        }
        return nil
    }

    private func draft(of fact: Fact, _ type: FactType) throws(RecordFailure) -> EntryDraft {
        let data: [UInt8]
        do {
            data = try fact.entryData()
        } catch {
            throw RecordFailure(reason: "a fact cannot be written: \(error)")
        }
        return EntryDraft(
            type: type.rawValue, call: fact.call?.number, data: data, payloads: payloads(of: fact),
            wallNanoseconds: clock.wall, isCanonical: true)
    }

    /// Low-tier entries may wait for others; so may what nobody waits for.
    private func canWait(_ fact: Fact) -> Bool {
        guard governor.policy?.audit == .normal else { return false }
        switch fact {
        case .callAdmitted(let fact): return fact.judgement.tier == .low
        case .callFinished(let fact):
            return governor.flights[call: fact.call]?.judgement.tier == .low
        case .callRefused(let fact): return !fact.isAlert
        case .runLeft, .callerLeft, .agentHeldBack: return true
        default: return false
        }
    }

    /// What belongs to a fact's entry but is kept apart, so that it can be erased.
    private func payloads(of fact: Fact) -> [PayloadDraft] {
        switch fact {
        case .callAdmitted(let fact): fact.code == nil ? arguments() : []
        case .callHeld: arguments()
        // No card is made of them: nothing needs more than the trail's usual bound.
        case .callRefused: arguments(.bounded)
        case .callFinished:
            result.map { [PayloadDraft(kind: "result", bytes: $0)] } ?? []
        case .policyApplied(let fact), .policyPending(let fact):
            policySources[fact.policy.digest].map {
                [PayloadDraft(kind: "policy", bytes: $0, keeping: .always)]
            } ?? []
        default: []
        }
    }

    private func arguments(_ keeping: PayloadDraft.Keeping = .always) -> [PayloadDraft] {
        guard let content = asking?.content else { return [] }
        var payloads = [
            PayloadDraft(
                kind: CallContent.argumentsKind, bytes: content.arguments, keeping: keeping)
        ]
        if let alsoSent = content.alsoSent {
            payloads.append(
                PayloadDraft(kind: CallContent.alsoSentKind, bytes: alsoSent, keeping: keeping))
        }
        return payloads
    }

    /// The disk has everything up to and including this entry.
    func durable(through sequence: UInt64) {
        recorder.durable(through: sequence)
        for item in waiting.take(through: sequence) {
            proceed(item)
        }
        letAgentsGoOn()
        feed(through: sequence)
        takeSnapshotWhenDue()
    }

    /// The trail cannot be written: nothing is forwarded from here on.
    func trailFailed(_ reason: String) {
        guard governor.trailFault == nil else { return }
        log.error("the trail cannot be written, so nothing is forwarded", reason)
        happen(.trailBroke(reason))
        for item in waiting.takeAll() {
            abandon(item)
        }
        goOnReading()
    }
}

extension Fact {
    /// That the trail cannot be written is the one thing that it cannot hold.
    fileprivate var isTrailBroke: Bool {
        if case .trailBroke = self { true } else { false }
    }
}

/// Why facts could not be recorded.
struct RecordFailure: Error {
    let reason: String
    var kind = AppendFailure.broken
}
