import Control
import Governance
import MCP
import Transport

extension Supervisor {
    /// How long a forwarded call may take. Nothing that a person waits for takes longer, and a
    /// server that hangs must not hold an agent for ever.
    static let callNanoseconds: UInt64 = 600_000_000_000
    /// How often a caller that waits is told so (mcp reference, section 4.5).
    static let keepAliveNanoseconds: UInt64 = 10_000_000_000

    /// Notes what a fact changes at the rim, before its effects are carried out.
    func observe(_ fact: Fact) {
        switch fact {
        case .callAdmitted(let fact):
            guard fact.code == nil else { break }
            bind(fact.judgement)
            tally(.allow, at: fact.at)
        case .callHeld(let fact):
            bind(fact.judgement)
            tally(.hold, at: fact.at)
            held[fact.judgement.call] = asking.map { heldContent($0) }
        case .callRefused(let fact):
            bind(fact.judgement)
            tally(.deny, at: fact.at)
            lastRefusal = fact
            charge(
                fact.judgement.agent, entries: 1, bytes: asking?.content.byteCount ?? 0)
        case .callerReturned(let fact):
            rebind(fact.call)
            if let asking { charge(asking.key.agent, entries: 1) }
        case .holdRecalled(let fact): holdAgain(fact.call)
        case .policyApplied:
            policyApplied()
            takeBackStopped()
        case .agentPaused, .runEnded, .trailBroke, .rungGranted: takeBackStopped()
        case .writesFrozen(let fact): if fact.isFrozen { takeBackStopped() }
        case .started(let fact): started = fact
        case .callWithdrawn(let fact): tallyWithdrawn(fact.call, at: fact.at)
        case .holdDenied(let fact):
            tallyDenied(fact.code, at: fact.at)
            forgetArguments()
        case .holdExpired(let fact), .holdWithdrawn(let fact):
            tallyDenied(fact.code, at: fact.at)
            forgetArguments()
        case .callFinished: forgetArguments()
        case .killEngaged(let fact): log.notice("kill engaged", fact.kill.scope.words)
        case .toolDrifted(let fact):
            drifted(fact)
            takeBackStopped()
        default: break
        }
    }

    /// What the card of a hold shows of its call.
    private func heldContent(_ asking: Asking) -> HeldContent {
        let say = asking.action.tool.flatMap { governor.policy?.tools[$0]?.say }
        return HeldContent(
            content: asking.content,
            say: say.flatMap { say in asking.arguments.map { say.filled(with: $0) } })
    }

    /// Keeps the arguments of holds that a person can still look at, and no others.
    private func forgetArguments() {
        guard held.count > governor.holds.live.count + Supervisor.keptArguments else {
            return
        }
        let known = Supervisor.shownCalls(governor)
        held = held.filter { known.contains($0.key) }
    }

    /// The calls whose cards a person can look at: what waits, and what was settled last.
    static func shownCalls(_ governor: Governor) -> Set<CallID> {
        Set(governor.holds.live.keys).union(
            governor.holds.settled.suffix(keptArguments).map(\.judgement.call))
    }

    /// The settled holds whose arguments are kept, for a card that turns a denial around.
    private static let keptArguments = 64

    /// Ties a call to the request that proposed it.
    private func bind(_ judgement: Judgement) {
        guard let asking else { return }
        let call = OpenCall(
            id: judgement.call, key: asking.key, action: asking.action, tier: judgement.tier,
            caller: asking.caller, envelope: asking.envelope)
        call.message = Array(asking.message)
        call.toolPlace = asking.toolPlace
        calls[judgement.call] = call
        asking.caller.connection.calls[asking.caller.request.id] = judgement.call
    }

    /// Ties a call whose caller came back to its new request.
    private func rebind(_ id: CallID) {
        guard let asking else { return }
        let call =
            calls[id]
            ?? OpenCall(
                id: id, key: asking.key, action: asking.action,
                tier: governor.holds[call: id]?.judgement.tier ?? .high, caller: asking.caller,
                envelope: asking.envelope)
        call.caller = asking.caller
        call.envelope = asking.envelope
        call.message = Array(asking.message)
        call.toolPlace = asking.toolPlace
        calls[id] = call
        asking.caller.connection.calls[asking.caller.request.id] = id
    }

    /// An approval was recalled whose call may have been on its way to its server: it waits again.
    private func holdAgain(_ id: CallID) {
        guard let call = calls[id] else { return }
        switch call.stage {
        case .waiting: break
        case .queued: servers[call.key]?.queued.removeAll { $0 == id }
        case .forwarded(let number):
            guard let link = servers[call.key], takeBackUnwritten(call, number, from: link) else {
                return
            }
        }
        call.stopTimers()
        call.stage = .waiting
        keepWaiting(id)
    }

    /// Carries out what follows from a fact.
    func perform(_ effect: Effect, recordedAt sequence: UInt64?) {
        switch effect {
        case .awaitRecord(let call): awaitRecord(of: call, sequence)
        case .forward(let call): forward(call)
        case .keepWaiting(let call): keepWaiting(call)
        case .refuse(let call, let kind): refuse(call, kind)
        case .tellToReturn(let call): tellToReturn(call)
        case .stop(let scope): stop(scope)
        case .alert(let alert): alerts.raise(alert, host: governor.policy?.host.label ?? "")
        }
    }

    /// Low-tier calls may run a little ahead of the disk; all others wait for it.
    private func awaitRecord(of id: CallID, _ sequence: UInt64?) {
        guard let call = calls[id] else { return }
        if runsAhead(of: sequence, call.tier, by: call.key.agent) {
            recorded(id)
        } else {
            wait(for: sequence, .admission(id))
        }
    }

    /// Whether what concerns a call of this tier is done before its entry is durable.
    func runsAhead(of sequence: UInt64?, _ tier: Tier, by agent: AgentName) -> Bool {
        tier == .low && governor.policy?.audit == .normal
            && recorder.runAhead(
                of: sequence, by: agent, boot: SystemReading.bootNanoseconds)
    }

    /// Keeps a caller waiting: those that can be told are told every ten seconds.
    private func keepWaiting(_ id: CallID) {
        guard let call = calls[id], let caller = call.caller else { return }
        call.keepAlive?.cancel()
        guard caller.request.era == .legacy, caller.request.progressToken != nil else { return }
        tellOfWaiting(call, caller)
    }

    private func tellOfWaiting(_ call: OpenCall, _ caller: Caller) {
        let line = caller.connection.session.keepAlive(
            caller.request.id, text: "waiting for a person")
        guard let line else { return }
        caller.connection.channel.write(line)
        let id = call.id
        call.keepAlive = loop.schedule(in: Supervisor.keepAliveNanoseconds) { [weak self] in
            self?.assumeIsolated { supervisor in
                guard let call = supervisor.calls[id], let caller = call.caller,
                    call.stage == .waiting
                else { return }
                supervisor.tellOfWaiting(call, caller)
            }
        }
    }

    /// Answers a caller that the call is refused, and forgets the call.
    private func refuse(_ id: CallID, _ kind: Governance.RefusalKind) {
        guard let call = calls.removeValue(forKey: id) else { return }
        call.stopTimers()
        if call.stage == .queued { servers[call.key]?.queued.removeAll { $0 == id } }
        guard let caller = call.caller else { return }
        let refusal = Refusal(
            MCP.RefusalKind(kind, detail: refusalDetail), reference: id.description)
        deliver(refusal.answer(to: caller.request), to: caller)
    }

    /// The fault that the agent is told of a call with invalid arguments: what to correct.
    private var refusalDetail: String {
        let findings = lastRefusal?.judgement.findings ?? []
        return findings.first { $0.check == .arguments && $0.ruling == .deny }?.detail ?? ""
    }

    /// The caller waited as long as it can. A modern one is sent back for another leg, until its
    /// client would give up; any other is told to call again with the same arguments.
    private func tellToReturn(_ id: CallID) {
        guard let call = calls[id], let caller = call.caller else { return }
        call.keepAlive?.cancel()
        call.caller = nil
        call.legs += 1
        let hold = governor.holds[call: id]
        let refusal = Refusal(
            .pending, reference: hold?.code.text ?? id.description,
            digest: hold?.judgement.digest.hexadecimal,
            expires: hold.map {
                WallTime(nanoseconds: clock.wall(at: $0.parkUntil, now: clock.now)).description
            })
        if call.legs <= Supervisor.legLimit,
            let leg = HoldState.leg(of: caller.request, seal: id.description)
        {
            return deliver(leg, to: caller)
        }
        call.legs = 0
        deliver(refusal.answer(to: caller.request), to: caller)
    }

    /// The SDKs give up after ten rounds (mcp reference, section 4.4).
    private static let legLimit = 9

    /// Writes an answer to whom it is owed, once.
    func deliver(_ bytes: [UInt8], to caller: Caller) {
        let connection = caller.connection
        defer { if connection.isInputOver { closeWhenDone(connection) } }
        connection.calls[caller.request.id] = nil
        connection.openingListens[caller.request.id] = nil
        noteSubscription(caller)
        switch connection.session.settle(caller.request.id) {
        case .deliver: connection.channel.write(bytes)
        case .gather(let batch):
            if let line = connection.session.gather(bytes, in: batch) {
                connection.channel.write(line)
            }
        case .nobody: break
        }
    }

    /// The caller cancelled or hung up. What was written is withdrawn at the server, too.
    func callerLeft(_ id: CallID, reason: String) {
        guard let call = calls[id] else { return }
        call.caller = nil
        call.keepAlive?.cancel()
        switch call.stage {
        case .waiting, .queued:
            let isHeld = governor.holds[call: id] != nil
            happen(.callerLeft(id))
            if governor.holds[call: id] == nil { calls[id] = nil }
            // Its admission was an entry, too; a hold's was for the card.
            charge(call.key.agent, entries: isHeld ? 1 : 2, bytes: call.message.count)
        case .forwarded(let number):
            guard let link = servers[call.key] else { return }
            guard !takeBackUnwritten(call, number, from: link) else {
                land(id, .neverSent)
                return charge(call.key.agent, entries: 2, bytes: call.message.count)
            }
            perform(link.session.cancel(number, reason: reason), on: link)
            land(id, .cancelled)
        }
    }
}

extension MCP.RefusalKind {
    /// The protocol's word for a refusal of the governor.
    init(_ kind: Governance.RefusalKind, detail: String) {
        switch kind {
        case .stopped: self = .killed
        case .paused: self = .paused
        case .frozen: self = .frozen
        case .unavailable, .outsidePolicy: self = .denied
        case .invalid: self = .invalidArguments(detail)
        case .overLimit: self = .overLimit
        case .tooMany: self = .tooMany
        case .deniedByPerson: self = .deniedByPerson
        case .expired: self = .expired
        case .withdrawn: self = .runEnded
        case .changed: self = .changed
        case .notRecorded: self = .unrecorded
        }
    }
}
