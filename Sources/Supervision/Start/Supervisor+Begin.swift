import Governance
import MCP
import Transport

/// What a supervisor holds to be reached: dropped, it is reached no more.
struct Listeners {
    var agents: AgentListener?
    var operators: UnixListener?
    var kill: KillDirectory?
    /// The one that the policy names, and its path.
    var policyKill: KillDirectory?
    var policyKillPath: String?
    var signals: SignalWatch?
}

extension Supervisor {
    /// How often idle servers are looked for.
    private static let idleLookNanoseconds: UInt64 = 15_000_000_000

    /// Goes on from the trail, then lets operators in, and agents as soon as the entries of the
    /// start are durable: a stricter policy must not be in force without the next start knowing.
    func begin(
        _ start: SupervisorStart, end: SupervisorLife.End, ready: @escaping @Sendable () -> Void
    ) {
        self.end = end
        start.observer.connect(self)
        happen(
            .started(wasClean: start.wasStoppedCleanly, clock: start.reading), at: clock.start)
        let before = proofRevision
        happen(.policyRead(PolicyReading(policy: start.policy)))
        // A file that is as it was changes nothing, and what follows from it is still to be done.
        if proofRevision == before { policyApplied() }
        takeLatch(start.latchReading)
        sayWhatStands(wasStoppedCleanly: start.wasStoppedCleanly)
        guard isReachable({ try listen() }) else { return }
        wait(for: recorder.last, .welcome(ready))
    }

    /// The start is recorded, or cannot be, and then nothing is forwarded.
    func letAgentsIn(_ ready: @Sendable () -> Void) {
        guard !isStopping, isReachable({ try listenToAgents() }) else { return }
        do throws(TransportError) { try ThisProcess.releaseText() } catch {
            log.notice("the supervisor holds more memory than it needs", error.description)
        }
        ready()
    }

    /// Ends the supervisor where a socket or a directory cannot be had.
    private func isReachable(_ listen: () throws -> Void) -> Bool {
        do {
            try listen()
            return true
        } catch {
            end?.tell(
                StartFailure(
                    "cannot be reached: \(error)",
                    next: "stop what is there, or choose another directory with --run"))
            return false
        }
    }

    /// Engaged if the latch or the trail says so, or if the latch cannot be read.
    private func takeLatch(_ reading: LatchFile.Reading) {
        switch reading {
        case .released:
            if governor.switches.isKilled(.all) {
                latch.engage("the trail says engaged") { _ in }
            }
        case .engaged(let note):
            happen(
                .killed(
                    .all, by: .latch,
                    reason: "found engaged at the start: \(String(decoding: note, as: UTF8.self))"))
        case .unreadable(let error):
            happen(.killed(.all, by: .latch, reason: error.description))
            latch.engage(error.description) { _ in }
        }
    }

    private func listen() throws(TransportError) {
        listeners.kill = try watchForKill(configuration.killDirectory)
        listeners.signals = try SignalWatch.start(on: loop) { [weak self] signal in
            self?.assumeIsolated { $0.received(signal) }
        }
        listeners.operators = try UnixListener.bind(
            UnixListener.Place(
                path: configuration.controlSocket, directoryMode: 0o711, socketMode: 0o666),
            on: loop
        ) { [weak self] connection in
            self?.assumeIsolated { $0.operatorConnected(connection) }
        }
    }

    private func listenToAgents() throws(TransportError) {
        listeners.agents = try AgentListener.bind(
            UnixListener.Place(
                path: configuration.agentSocket, directoryMode: 0o711, socketMode: 0o666),
            on: loop
        ) { [weak self] arrival in
            self?.assumeIsolated { $0.agentArrived(arrival) }
        }
    }

    private func watchForKill(_ path: String) throws(TransportError) -> KillDirectory {
        try KillDirectory.watch(path, on: loop) { [weak self] event in
            self?.assumeIsolated { $0.killDirectory(event) }
        }
    }

    /// Watches the kill directory of the policy in force, beside the supervisor's own. One that
    /// cannot be watched counts as lost: a switch that is gone is worse than a false stop.
    func watchPolicysKillDirectory() {
        let path = governor.policy?.killDirectory
        guard path != listeners.policyKillPath else { return }
        listeners.policyKill?.close()
        listeners.policyKill = nil
        listeners.policyKillPath = path
        guard let path else { return }
        do throws(TransportError) {
            listeners.policyKill = try watchForKill(path)
        } catch {
            killDirectory(.lost(error))
        }
    }

    private func operatorConnected(_ connection: UnixConnection) {
        let peer = connection.peer
        do throws(TransportError) {
            operatorArrived(try connection.lineChannel(limits: .control), peer)
        } catch {
            log.notice("an operator's connection failed", error.description)
        }
    }

    private func killDirectory(_ event: KillDirectory.Event) {
        switch event {
        case .appeared(let names):
            let name = String(decoding: names.first ?? [], as: UTF8.self)
            killed(by: .killFile, "file \(name) in the kill directory")
        case .lost(let error):
            // A switch that is gone is worse than a false stop.
            killed(by: .killFile, "the kill directory is lost: \(error.description)")
        }
    }

    private func received(_ signal: SignalWatch.Signal) {
        switch signal {
        case .userOne: killed(by: .signal, "SIGUSR1")
        case .hangUp: reloadPolicy()
        case .terminate, .interrupt: stopAll()
        }
    }

    /// Stops in order: nobody new, servers asked to end, then the trail is closed by the caller.
    private func stopAll() {
        guard !isStopping else { return }
        isStopping = true
        listeners.agents?.close()
        listeners.operators?.close()
        for connection in agents.values {
            for line in connection.session.endListens() { connection.channel.write(line) }
            connection.channel.close()
        }
        for link in servers.values {
            stopQuietly(link)
        }
        finishWhenServersAreGone(tries: 100)
    }

    private func finishWhenServersAreGone(tries: Int) {
        guard !servers.isEmpty, tries > 0 else {
            finalSnapshot()
            end?.tell(nil)
            return
        }
        loop.schedule(in: 50_000_000) { [weak self] in
            self?.assumeIsolated { $0.finishWhenServersAreGone(tries: tries - 1) }
        }
    }

    /// Looks around now and then, and for idle servers, while there are servers or operators:
    /// without any of them nothing wakes. Who was refused may have become known without a word: that
    /// asks for one look.
    func lookNowAndThen(isAsked: Bool = false) {
        guard !isLookingNowAndThen, isAsked || !servers.isEmpty || !operators.isEmpty else {
            return
        }
        isLookingNowAndThen = true
        lookAround()
        loop.schedule(in: Supervisor.idleLookNanoseconds) { [weak self] in
            self?.assumeIsolated { supervisor in
                supervisor.isLookingNowAndThen = false
                supervisor.stopIdleServers()
                // Runs whose idle time came nearer while other runs had calls under way.
                supervisor.happen(.ticked)
                supervisor.lookNowAndThen()
            }
        }
    }
}
