import Governance
import MCP
import Transport

extension Supervisor {
    /// A server's process started, or ended.
    func happened(_ event: ServerEvent, to link: ServerLink) {
        switch event {
        case .started: break
        case .failed(let error):
            close(link, error.description)
            gone(link)
        case .exited(let exit): ended(link, exit.description)
        case .gone: gone(link)
        }
    }

    /// No process of a server is left. What came while it was being stopped for its idleness has
    /// waited for the next one.
    private func gone(_ link: ServerLink) {
        guard servers[link.key] === link else { return }
        servers[link.key] = nil
        let queued = link.queued
        link.queued = []
        let isAwaited = agents.values.contains {
            $0.key == link.key && !($0.listWaits.isEmpty && $0.deferred.isEmpty)
        }
        guard !queued.isEmpty || isAwaited else { return }
        // Where it cannot be opened all of them are told so after one try.
        queued.forEach(open(link.key) == nil ? unreachable : recorded)
    }

    func faulted(_ fault: LineFault, of link: ServerLink) {
        switch fault {
        case .cutOff: log.notice("a line of a server was skipped", fault.description)
        case .tooLong: skipped(fault, by: link)
        case .writeQueueFull, .writeFailed: close(link, fault.description)
        }
    }

    /// A line that was too long was not kept, so nobody knows whose answer it was. The only call
    /// under way is told; where there are several the server is given up, because one of them
    /// would wait for an answer that never comes.
    private func skipped(_ fault: LineFault, by link: ServerLink) {
        log.notice("a line of a server was skipped", fault.description)
        guard let (number, id) = link.calls.first else { return }
        guard link.calls.count == 1 else { return close(link, fault.description) }
        perform(link.session.cancel(number, reason: nil), on: link)
        conclude(id, .unknown, .answerUnreadable)
    }

    /// A server's output is over before its process is: nothing more can come of it.
    ///
    /// One that does not bear the probe of its era is opened in another way, before anybody is told.
    func ended(_ link: ServerLink, _ reason: String) {
        guard servers[link.key] === link, !link.isStopping,
            let era = link.session.eraToTryAgain
        else { return close(link, reason) }
        eras[link.key.server] = era
        log.notice("a server ended at the first request and is opened otherwise", reason)
        stopQuietly(link)
    }

    /// Ends a link: what was under way has no known outcome, what waited was never sent.
    func close(_ link: ServerLink, _ reason: String, isFailure: Bool = true) {
        guard servers[link.key] === link, !link.isStopping else { return }
        link.isStopping = true
        log.notice("a server ended", "\(link.key.server) of \(link.key.agent): \(reason)")
        for timer in link.timers.values { timer.cancel() }
        link.timers = [:]
        if isFailure { countRestart(link) }
        if !link.session.isOpen { eras[link.key.server] = nil }
        let underWay = link.calls.values.sorted()
        link.calls = [:]
        for id in underWay { conclude(id, .serverDied, .serverLost) }
        let queued = link.queued
        link.queued = []
        queued.forEach(unreachable)
        if let process = link.process {
            process.stop()
        } else {
            servers[link.key] = nil
        }
        fail(link.key)
    }

    /// Nothing came of a server: whoever waited for it to open is told.
    func fail(_ key: ServerKey) {
        let isStopped = !governor.switches.allowsStart(of: key)
        let kind: MCP.RefusalKind = isStopped ? .killed : .serverUnavailable
        for connection in agents.values where connection.key == key {
            let waits = connection.listWaits
            connection.listWaits = []
            for wait in waits {
                deliver(
                    Refusal(kind, reference: "-").answer(to: wait.request),
                    to: Caller(connection: connection, request: wait.request))
            }
            guard connection.session.server == nil, !connection.deferred.isEmpty else { continue }
            let messages = connection.takeDeferred()
            defer { readOn(connection) }
            for message in messages {
                message.bytes.withUnsafeBytes { bytes in
                    if let line = connection.session.unavailable(bytes, kind) {
                        connection.channel.write(line)
                    }
                }
            }
        }
    }

    /// A server that ends by itself is started again later and later; one that ran long enough
    /// starts afresh.
    private func countRestart(_ link: ServerLink) {
        let now = clock.now
        var record = restarts[link.key] ?? ServerRestarts()
        let limit = governor.policy?.servers[link.key.server]?.restarts ?? .usual
        record.ended(after: now.since(link.startedAt), at: now, limit: limit)
        restarts[link.key] = record
    }

    /// Stops the servers that stood idle for their time.
    func stopIdleServers() {
        let now = clock.now
        for link in servers.values where link.calls.isEmpty && link.queued.isEmpty {
            guard let server = governor.policy?.servers[link.key.server] else {
                stopQuietly(link)
                continue
            }
            let isIdle = now.since(link.activeAt) >= server.idle
            if isIdle, link.session.isOpen, !isListenedTo(link) { stopQuietly(link) }
        }
    }

    /// Whether an agent waits to hear of a resource of this server.
    private func isListenedTo(_ link: ServerLink) -> Bool {
        agents.values.contains { $0.key == link.key && $0.session.wantsResources }
    }

    /// Stops a server on purpose: no failure of it.
    func stopQuietly(_ link: ServerLink) {
        guard !link.isStopping else { return }
        link.isStopping = true
        for timer in link.timers.values { timer.cancel() }
        link.timers = [:]
        link.process?.stop()
        if link.process == nil { servers[link.key] = nil }
    }
}
