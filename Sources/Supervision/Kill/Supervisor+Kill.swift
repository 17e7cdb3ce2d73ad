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
        // A slip of the pen that looked like a stop would be worse than one that says so.
        guard governor.knows(scope) else {
            return answer.send(
                .fault(
                    .notFound(
                        "there is no \(scope.words), so nothing was stopped",
                        next: "see its name in pullcord status, or stop everything: pullcord kill"))
            )
        }
        let happened = engage(scope, by: .person(person), reason)
        let list =
            happened.facts.isEmpty
            ? InFlightList(calls: governor.underWay(in: scope), withdrawn: 0)
            : InFlightList(happened.facts)
        // A narrower kill is kept by the trail; where there is none, the latch keeps it, and a
        // restart takes it for a kill of everything.
        guard scope == .all || governor.trailFault != nil else {
            return wait(
                for: basis(of: happened),
                .complete(answer, .killed(scope, list), happened.sequence))
        }
        latch(answer, .killed(scope, list), happened.sequence)
    }

    /// Engages the latch, then answers. The latch alone makes a kill hold: the trail may be full,
    /// slow or gone. Where the latch cannot be written, the trail may still do it.
    func latch(_ answer: Answering, _ completion: Completion, _ sequence: UInt64?) {
        latch.engage(latchNote) { [weak self] failure in
            self?.assumeIsolated { supervisor in
                guard let failure else { return supervisor.complete(answer, completion, nil) }
                supervisor.latchFailed(failure)
                guard let sequence, supervisor.governor.trailFault == nil else {
                    return answer.send(.fault(.unrecorded))
                }
                supervisor.wait(for: sequence, .complete(answer, completion, sequence))
            }
        }
    }

    /// A kill of everything was released, and that is recorded: the latch follows, so that a
    /// restart agrees. Not where everything was killed again meanwhile.
    func unlatch(_ answer: Answering, _ completion: Completion, _ sequence: UInt64?) {
        guard !governor.switches.isKilled(.all) else {
            return complete(answer, completion, sequence)
        }
        latch.release { [weak self] failure in
            self?.assumeIsolated { supervisor in
                guard let failure else {
                    return supervisor.complete(answer, completion, sequence)
                }
                supervisor.log.error("the latch could not be released", failure.description)
                answer.send(
                    .fault(
                        ControlFault(
                            .trail, message: failure.description,
                            next: "it is released until the supervisor stops, and engaged after")))
            }
        }
    }

    /// A file in the kill directory, or a signal: everything stops, and nobody is asked.
    func killed(by actor: Actor, _ reason: String) {
        guard !governor.switches.isKilled(.all) else { return }
        engage(.all, by: actor, reason)
        latch.engage(latchNote) { [weak self] failure in
            self?.assumeIsolated { supervisor in
                if let failure { return supervisor.latchFailed(failure) }
                supervisor.log.notice("the kill is latched", reason)
            }
        }
    }

    /// Nothing new of this scope is written from here on: first what waits in our own queues is
    /// taken back, then the governor is told.
    @discardableResult
    private func engage(_ scope: KillScope, by actor: Actor, _ reason: String) -> Happened {
        for link in servers.values { takeBackUnwritten(scope, from: link) }
        return happen(.killed(scope, by: actor, reason: reason))
    }

    /// Drops the calls of which no byte was written. A call that was written in part would become
    /// whole with the next byte: then nothing more is written to that process, which is ended.
    private func takeBackUnwritten(_ scope: KillScope, from link: ServerLink) {
        func isHit(_ id: CallID) -> Bool {
            calls[id].map { scope.covers($0, in: governor) } ?? false
        }
        var (dropped, begun) = link.channel.discard(isHit)
        if let begun, isHit(begun) {
            dropped += link.channel.discard { _ in true }.dropped
            link.channel.silence()
            link.isSilenced = true
        }
        for id in dropped {
            // The server was never asked: its session waits for no answer.
            if case .forwarded(let number) = calls[id]?.stage {
                perform(link.session.takeBack(number), on: link)
            }
            takeBack(id, isHit(id) ? .killed : .serverUnavailable)
        }
    }

    /// After a kill: those in flight are cancelled and get a grace, then the servers that serve
    /// nobody else are ended.
    func stop(_ scope: KillScope) {
        var stopped: [ServerLink] = []
        for link in servers.values {
            var isHit = scope.endsServer(link.key) || link.isSilenced
            for (number, id) in link.calls.sorted(by: { $0.key < $1.key }) {
                guard let call = calls[id], scope.covers(call, in: governor) else { continue }
                link.channel.write(ServerSession.cancelNotice(number, "stopped by an operator"))
                isHit = true
            }
            if isHit { stopped.append(link) }
        }
        let links = stopped
        loop.schedule(in: Supervisor.killGraceNanoseconds) { [weak self] in
            self?.assumeIsolated { supervisor in
                for link in links { supervisor.end(link, after: scope) }
            }
        }
    }

    /// The grace is over, also where the kill was released within it: what it stopped stays so.
    /// The calls that are still under way may be all that a process has left to do.
    private func end(_ link: ServerLink, after scope: KillScope) {
        let isLeftAlone =
            !link.calls.isEmpty
            && link.calls.values.allSatisfy {
                calls[$0].map { scope.covers($0, in: governor) } ?? true
            }
        guard servers[link.key] === link,
            scope.endsServer(link.key) || link.isSilenced || isLeftAlone
        else { return }
        link.process?.kill()
        close(link, "ended by kill \(scope.words)", isFailure: false)
    }

    private func latchFailed(_ failure: TransportError) {
        log.error("the kill is in force but its latch could not be written", failure.description)
    }

    private var latchNote: String {
        governor.switches.kills.map { "\($0.scope.words) by \($0.by.words): \($0.reason)" }
            .joined(separator: "\n")
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
