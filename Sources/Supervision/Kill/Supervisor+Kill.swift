import Control
import Governance
import MCP
import Transport

extension Supervisor {
    /// How long calls in flight have after a kill before their servers are ended (controls
    /// reference, section 15: a controlled stop, then power off).
    static let killGraceNanoseconds: UInt64 = 2_000_000_000

    /// An operator engages the kill switch. It is in force at once; the answer comes when it
    /// holds through power loss.
    func kill(
        _ scope: ControlScope, by person: OperatorName, _ reason: String, _ answer: Answering
    ) {
        guard let scope = KillScope(scope) else {
            return answer.send(.fault(.notFound("there is no such run")))
        }
        let happened = engage(scope, by: .person(person), reason)
        let list = InFlightList(happened.facts)
        guard scope == .all else {
            return wait(
                for: happened.sequence, .complete(answer, .killed(scope, list), happened.sequence))
        }
        latch.engage(latchNote) { [weak self] failure in
            self?.assumeIsolated { supervisor in
                if let failure { supervisor.latchFailed(failure) }
                // The latch alone makes it hold: the trail may be full, slow or gone.
                supervisor.complete(answer, .killed(scope, list), nil)
            }
        }
    }

    /// A file in the kill directory, or a signal: everything stops, and nobody is asked.
    func killed(by actor: Actor, _ reason: String) {
        guard !governor.switches.isKilled(.all) else { return }
        engage(.all, by: actor, reason)
        latch.engage(latchNote) { [weak self] failure in
            self?.assumeIsolated { supervisor in
                if let failure { supervisor.latchFailed(failure) }
                supervisor.log.notice("the kill is latched", reason)
            }
        }
    }

    /// Nothing new of this scope is written from here on: first what waits in our own queues is
    /// taken back, then the governor is told.
    @discardableResult
    private func engage(_ scope: KillScope, by actor: Actor, _ reason: String) -> Happened {
        for link in servers.values {
            let dropped = link.channel.discard { id in
                calls[id].map { scope.covers($0, in: governor) } ?? false
            }
            for id in dropped {
                let caller = calls[id]?.caller
                land(id, .neverSent)
                if let caller { self.answer(caller, .killed, id) }
            }
        }
        return happen(.killed(scope, by: actor, reason: reason))
    }

    /// After a kill: calls that wait for their server are let go, those in flight are cancelled and
    /// get a grace, then the servers that serve nobody else are ended.
    func stop(_ scope: KillScope) {
        for link in servers.values {
            let waiting = link.queued.filter { id in
                calls[id].map { scope.covers($0, in: governor) } ?? true
            }
            link.queued.removeAll { waiting.contains($0) }
            for id in waiting {
                let caller = calls[id]?.caller
                land(id, .neverSent)
                if let caller { answer(caller, .killed, id) }
            }
            for (number, id) in link.calls.sorted(by: { $0.key < $1.key }) {
                guard let call = calls[id], scope.covers(call, in: governor) else { continue }
                cancel(number, id, call, on: link)
            }
        }
        loop.schedule(in: Supervisor.killGraceNanoseconds) { [weak self] in
            self?.assumeIsolated { $0.endServers(in: scope) }
        }
    }

    /// Asks the server to stop a call. The call stays under way: its outcome may still be told
    /// within the grace.
    private func cancel(_ number: Int64, _ id: CallID, _ call: OpenCall, on link: ServerLink) {
        link.channel.write(ServerSession.cancelNotice(number, "stopped by an operator"))
    }

    private func endServers(in scope: KillScope) {
        guard governor.switches.isKilled(scope) else { return }
        for link in servers.values where scope.endsServer(link.key) {
            link.process?.kill()
            close(link, "ended by kill \(scope.text)")
        }
    }

    private func latchFailed(_ failure: TransportError) {
        log.error("the kill is in force but its latch could not be written", failure.description)
    }

    private var latchNote: String {
        governor.switches.kills.map { "\($0.scope.text) by \($0.by.text): \($0.reason)" }
            .joined(separator: "\n")
    }

    /// A kill of everything was released: the latch follows, so that a restart agrees.
    func released(_ scope: KillScope) {
        guard scope == .all else { return }
        latch.release { [weak self] failure in
            guard let failure else { return }
            self?.assumeIsolated { supervisor in
                supervisor.log.error("the latch could not be released", failure.description)
            }
        }
    }
}

extension KillScope {
    /// Whether a call at the rim is in this scope.
    fileprivate func covers(_ call: OpenCall, in governor: Governor) -> Bool {
        switch self {
        case .all: true
        case .server(let server): server == call.key.server
        case .agent(let agent): agent == call.key.agent
        case .tool(let tool): tool == call.action.tool
        case .run(let run):
            governor.flights[call: call.id]?.judgement.run == run
                || governor.holds[call: call.id]?.judgement.run == run
        }
    }

    /// Whether the kill covers all that a process serves.
    fileprivate func endsServer(_ key: ServerKey) -> Bool {
        switch self {
        case .all: true
        case .server(let server): server == key.server
        case .agent(let agent): agent == key.agent
        case .tool, .run: false
        }
    }
}

extension InFlightList {
    /// What a kill's facts say of calls and holds.
    init(_ facts: [Fact]) {
        var calls: [InFlight] = []
        var withdrawn = 0
        for fact in facts {
            switch fact {
            case .killEngaged(let engaged): calls += engaged.inFlight
            case .holdWithdrawn: withdrawn += 1
            default: continue
            }
        }
        self.init(calls: calls, withdrawn: withdrawn)
    }
}
