internal import JSON

extension ServerSession {
    /// Begins the opening; once for a connection.
    package mutating func open() -> [ServerEffect] {
        guard phase == .closed else { return [] }
        return known == .legacy
            ? startInitialize(mayProbeAgain: true) : startProbe(isSecond: false)
    }

    private mutating func startProbe(isSecond: Bool) -> [ServerEffect] {
        phase = .probing(isSecond: isSecond)
        let line = ModernRequest.line(.discover, id: take(.probe))
        return [.ask(line), .wait(.probe, attempt: 0)]
    }

    private mutating func startInitialize(mayProbeAgain: Bool) -> [ServerEffect] {
        phase = .initializing(mayProbeAgain: mayProbeAgain)
        let line = Answers.request(.initialize, id: take(.initialize)) { writer in
            writer.member("protocolVersion", Revision.newestLegacy.text)
            writer.name("capabilities")
            writer.value(.object(JSONObject()))
            writer.name("clientInfo")
            writer.value(raw: Implementation.bytes)
        }
        return [.ask(line), .wait(.initialize, attempt: 0)]
    }

    /// What the end of the server's process says of its era, for the next start. A server that ends
    /// with the probe unanswered does not bear it: seen with servers on PyPI `mcp` 1.6.0, whose loop
    /// ends at a method that it does not know. It is to be started again and opened by `initialize`.
    package var eraToTryAgain: Era? {
        let isUnanswered = outstanding.values.contains {
            if case .probe = $0 { return true }
            return false
        }
        return isOpen || known == .legacy || !isUnanswered ? nil : .legacy
    }

    /// A wait has passed.
    ///
    /// - Parameter wait: the wait, as it was asked for.
    /// - Returns: what to do; nothing where it was over already.
    package mutating func waited(_ wait: ServerWait) -> [ServerEffect] {
        switch (wait, phase) {
        case (.probe, .probing(let isSecond)):
            // The probe stays outstanding: a slow server's answer may still come, and a server that
            // has answered it will say so when it refuses `initialize`.
            return isSecond ? fail(.silent) : startInitialize(mayProbeAgain: true)
        case (.initialize, .initializing):
            return fail(.silent)
        case (.page(let list, let id), .open):
            guard outstanding.removeValue(forKey: id) != nil else { return [] }
            fetches[list]?.fail()
            return [.listed(list)]
        case (.relisten, .open):
            return startListen()
        case (.listen, .open):
            return listenTaken()
        case (.rest(let list), .open):
            resting.remove(list)
            return stale.remove(list) == nil ? [] : fetchAgain(list)
        default:
            return []
        }
    }

    mutating func fail(_ fault: ServerFault) -> [ServerEffect] {
        phase = .failed
        return [.failed(fault)]
    }

    /// The answer to `server/discover`.
    mutating func probed(
        _ envelope: Envelope, _ message: UnsafeRawBufferPointer
    ) -> [ServerEffect] {
        guard case .probing(let isSecond) = phase else { return [] }
        var effects: [ServerEffect] = [.stopWaiting(.probe)]
        if envelope.kind == .error {
            effects += probeRefused(envelope, message, isSecond: isSecond)
            return effects
        }
        guard case .success(let profile) = DiscoverReading.read(envelope, message) else {
            // An unreadable result is no evidence of the modern era.
            effects +=
                isSecond
                ? fail(.unreadable("its answer to server/discover"))
                : startInitialize(mayProbeAgain: false)
            return effects
        }
        guard let profile else {
            // It answers discover and names legacy versions alone: it wants a handshake.
            effects +=
                isSecond
                ? fail(.noCommonRevision("legacy versions alone"))
                : startInitialize(mayProbeAgain: false)
            return effects
        }
        effects += opened(profile)
        return effects
    }

    /// Any error but a modern one means legacy; -32022 says which versions the server speaks.
    private mutating func probeRefused(
        _ envelope: Envelope, _ message: UnsafeRawBufferPointer, isSecond: Bool
    ) -> [ServerEffect] {
        let code = envelope.errorCode(in: message)
        guard !isSecond else {
            return fail(.refused(code?.value, envelope.text(.errorMessage, in: message) ?? ""))
        }
        guard code == .unsupportedVersion else { return startInitialize(mayProbeAgain: false) }
        let named = DiscoverReading.supported(envelope, message)
        if named.contains(where: { Revision($0)?.era == .legacy }) || named.isEmpty {
            return startInitialize(mayProbeAgain: false)
        }
        if named.contains(where: { Revision($0)?.era == .modern }) {
            return startProbe(isSecond: true)
        }
        return fail(.noCommonRevision(named.joined(separator: ", ")))
    }

    /// The answer to `initialize`.
    mutating func initialized(
        _ envelope: Envelope, _ message: UnsafeRawBufferPointer
    ) -> [ServerEffect] {
        guard case .initializing(let mayProbeAgain) = phase else { return [] }
        var effects: [ServerEffect] = [.stopWaiting(.initialize)]
        if envelope.kind == .error {
            let code = envelope.errorCode(in: message)
            if code == .unsupportedVersion, mayProbeAgain {
                // A slow start won the race: the server took the probe and is modern now.
                effects += startProbe(isSecond: true)
            } else {
                effects += fail(
                    .refused(code?.value, envelope.text(.errorMessage, in: message) ?? ""))
            }
            return effects
        }
        switch InitializeReading.read(envelope, message) {
        case .success(let profile):
            effects.append(.send(Answers.notification(.initialized)))
            effects += opened(profile)
        case .failure(let fault):
            effects += fail(fault)
        }
        return effects
    }

    /// The server is open: fetch its lists, listen for changes.
    private mutating func opened(_ profile: ServerProfile) -> [ServerEffect] {
        phase = .open
        server = profile
        var effects: [ServerEffect] = [.opened(profile)]
        effects += startListen()
        for list in ListKind.allCases where profile.offers(list) {
            effects += fetch(list)
        }
        return effects
    }
}
