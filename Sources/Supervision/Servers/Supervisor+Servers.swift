import Governance
import MCP
import Transport

extension Supervisor {
    /// The link to a server, which is started where it is not there.
    ///
    /// - Returns: nil where it may not or cannot be started now.
    @discardableResult
    func open(_ key: ServerKey) -> ServerLink? {
        if let link = servers[key], !link.isStopping { return link }
        guard servers[key] == nil, !isStopping else { return nil }
        let now = clock.now
        if let until = restarts[key]?.notBefore, now < until {
            fail(key)
            return nil
        }
        guard let server = governor.policy?.servers[key.server],
            governor.switches.allowsStart(of: key)
        else {
            fail(key)
            return nil
        }
        let link = ServerLink(
            key: key, session: ServerSession(known: eras[key.server]), at: now, supervisor: self)
        servers[key] = link
        lookNowAndThen()
        do {
            let command = try command(of: server, for: key.agent)
            let process = try ServerProcess.start(command, on: loop, owner: link)
            link.process = process
            process.channel.start(link)
            if isHeldBack(key.agent) { process.channel.pause() }
        } catch let error as StartFailure {
            close(link, error.description)
            return nil
        } catch {
            close(link, "\(error)")
            return nil
        }
        perform(link.session.open(), on: link)
        return link
    }

    /// One line of a server.
    func received(_ line: UnsafeRawBufferPointer, from link: ServerLink) {
        let start = SystemReading.bootNanoseconds
        let received = link.session.receive(line)
        defer { if !received.isAwaited { charge(link, from: start) } }
        switch received.step {
        case .answered(let forwarded):
            if let envelope = received.envelope { answered(forwarded, envelope, line, by: link) }
        case .broken(let forwarded, _):
            if let id = link.calls[forwarded.id] { conclude(id, .unknown, .answerUnreadable) }
        case .progress(let forwarded):
            if let envelope = received.envelope { progressed(forwarded, envelope, line, by: link) }
        case .log(let level, let connection):
            logged(level, connection, line, by: link)
        case .updated(let uri): updated(uri, by: link)
        case .page(let kind):
            if let envelope = received.envelope { read(kind, envelope, Array(line), by: link) }
        case .fault(let fault): close(link, fault.description)
        case .handled, .late, .ignored: break
        }
        perform(received.effects, on: link)
    }

    /// Reads on from a server that told too much when its share of the loop allows it.
    private func charge(_ link: ServerLink, from start: UInt64) {
        guard let channel = link.process?.channel,
            let rest = link.allowance.charge(from: start, to: SystemReading.bootNanoseconds)
        else { return }
        channel.pause()
        loop.schedule(in: rest) { [weak self, weak link] in
            guard let link else { return }
            self?.assumeIsolated { $0.readOn(link) }
        }
    }

    /// A long page of a list is read elsewhere; what the server says after it waits.
    private func read(
        _ kind: ListKind, _ envelope: Envelope, _ message: [UInt8], by link: ServerLink
    ) {
        link.isReadingPage = true
        link.process?.channel.pause()
        doElsewhere(for: link.key.agent) {
            message.withUnsafeBytes { ListPage(envelope, in: $0, of: kind) }
        } then: { supervisor, page in
            link.isReadingPage = false
            supervisor.readOn(link)
            guard supervisor.servers[link.key] === link, !link.isStopping else { return }
            supervisor.perform(link.session.pageRead(kind, page), on: link)
        }
    }

    /// Reads on from a server where nothing else is in the way.
    func readOn(_ link: ServerLink) {
        guard !isHeldBack(link.key.agent), !link.isReadingPage else { return }
        link.process?.channel.resume()
    }

    /// Carries out what the protocol wants done on a server's connection.
    func perform(_ effects: [ServerEffect], on link: ServerLink) {
        for effect in effects {
            switch effect {
            case .send(let line): link.channel.write(line)
            case .ask(let line):
                // It lives for a moment after a kill: whatever was due then, a list that changed or
                // the next page of one, is not asked for any more.
                if governor.switches.allowsStart(of: link.key) { link.channel.write(line) }
            case .wait(let wait, let attempt): arm(wait, attempt, on: link)
            case .stopWaiting(let wait): link.timers.removeValue(forKey: wait)?.cancel()
            case .opened(let profile): opened(link, profile)
            case .listed(let kind): learned(kind, by: link)
            case .unsubscribed(let uri): unsubscribed(uri, at: link)
            case .failed(let fault): close(link, fault.description)
            }
        }
    }

    private func arm(_ wait: ServerWait, _ attempt: Int, on link: ServerLink) {
        let nanoseconds = UInt64(clamping: wait.duration(attempt: attempt).nanoseconds)
        link.timers[wait] = loop.schedule(in: nanoseconds) { [weak self, weak link] in
            guard let link else { return }
            self?.assumeIsolated { supervisor in
                link.timers[wait] = nil
                // It is not read from, so it cannot be late; and nothing more is asked of it.
                let isBehind = wait == .listen && !link.channel.isWritable
                if supervisor.isHeldBack(link.key.agent) || isBehind {
                    return supervisor.arm(wait, attempt, on: link)
                }
                supervisor.perform(link.session.waited(wait), on: link)
            }
        }
    }

    private func opened(_ link: ServerLink, _ profile: ServerProfile) {
        eras[link.key.server] = profile.era
        profiles[link.key] = profile
        wantAgain(link)
        // What it lists decides what may be called: calls wait for the list of tools, where there
        // is one; see `listed`.
        if !profile.offers(.tools) {
            definitions[link.key] = [:]
            ready(link)
        }
    }

    /// A list came: tools are pinned or found to have drifted, and what waited goes on.
    private func learned(_ kind: ListKind, by link: ServerLink) {
        if kind == .tools {
            if let list = link.session.lastKnown(.tools) {
                learn(list, of: link)
            } else {
                // What it listed in an earlier life says nothing of this one.
                definitions[link.key] = [:]
            }
            // A tool that is listed no more has not drifted, and its calls do not go either.
            takeBackStopped(at: link)
            guard lookAtTools(of: link.key) else { return }
        }
        goOn(with: kind, by: link)
    }

    /// What a list means is known: what waited for it goes on.
    private func goOn(with kind: ListKind, by link: ServerLink) {
        listed(kind, by: link)
        if kind == .tools { ready(link) }
        tellOfChange(of: kind, at: link.key.server)
    }

    private func learn(_ list: ServerList, of link: ServerLink) {
        var known: [Identifier<ToolName>: KnownTool] = [:]
        for item in list.items where item.name.utf8.count <= KnownTool.longestName {
            let definition = ToolDefinition(item)
            let name = Identifier<ToolName>(definition.name)
            known[name] = KnownTool(definition, after: definitions[link.key]?[name])
            known[name]?.place = tallies.place(
                of: ToolName(server: link.key.server, tool: definition.name))
        }
        definitions[link.key] = known
        comparePolicy(with: link.key)
    }

    /// Names that are put to the governor at once: with two entries each they fit into the trail's
    /// queue beside all that may wait for the disk already.
    static let looksAtOnce = 256

    /// Pins what a server lists, or finds what has drifted, of the tools that the policy names. Not
    /// while the disk is behind: then it is done when that has caught up, and no sooner is anything
    /// of it usable.
    ///
    /// - Returns: whether all was looked at.
    func lookAtTools(of key: ServerKey) -> Bool {
        looksDue.removeAll { $0 == key }
        guard let policy = governor.policy, let known = definitions[key] else { return true }
        let listed = policy.tools.keys.filter { $0.server == key.server }.sorted()
            .compactMap { name in
                known[name.tool].map { ListedTool(tool: name, definition: $0.digest) }
            }
        var rest = listed[...]
        while !rest.isEmpty {
            guard !isHeldBack(key.agent) else {
                looksDue.append(key)
                return false
            }
            happen(.listed(key.server, Array(rest.prefix(Supervisor.looksAtOnce))))
            rest = rest.dropFirst(Supervisor.looksAtOnce)
        }
        return true
    }

    /// The disk has caught up: what servers listed meanwhile is looked at.
    func lookAtWhatIsDue() {
        for key in looksDue {
            guard lookAtTools(of: key), let link = servers[key], link.session.isOpen else {
                continue
            }
            goOn(with: .tools, by: link)
        }
    }

    /// The server is open and its tools are known: what waited for it goes on.
    private func ready(_ link: ServerLink) {
        guard let profile = link.session.server else { return }
        link.isReady = true
        let queued = link.queued
        link.queued = []
        queued.forEach(recorded)
        for connection in agents.values where connection.key == link.key {
            goOn(connection, with: profile)
        }
    }
}

extension ServerReceived {
    /// Whether somebody waits for what came.
    fileprivate var isAwaited: Bool {
        switch step {
        case .answered, .page: true
        case .handled: envelope?.kind == .result || envelope?.kind == .error
        default: false
        }
    }
}

extension Switches {
    /// Whether a server may be started for an agent: not while a kill covers all of its calls.
    func allowsStart(of key: ServerKey) -> Bool {
        !kills.contains { kill in
            switch kill.scope {
            case .all: true
            case .server(let server): server == key.server
            case .agent(let agent): agent == key.agent
            case .tool, .run: false
            }
        }
    }
}
