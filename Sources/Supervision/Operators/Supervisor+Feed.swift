import AuditTrail
import Control
import Governance
import Transport

extension Supervisor {
    /// Entries became durable: whoever follows the trail is sent them.
    func feed(through sequence: UInt64) {
        for connection in operators.values where connection.feedsFrom != nil {
            feed(connection)
        }
    }

    /// Sends one subscriber what it has not seen, a piece at a time, and only as it reads.
    func feed(_ connection: OperatorConnection) {
        guard let next = connection.feedsFrom, let last = recorder.durable, next <= last,
            !connection.isFeeding, connection.channel.isWritable
        else { return }
        connection.isFeeding = true
        let loop = loop
        feedReader.entries(from: next, through: last) { [self] result in
            loop.execute {
                self.assumeIsolated { $0.feed(result, from: next, to: connection) }
            }
        }
    }

    private func feed(
        _ result: Result<[EntryView], TrailError>, from next: UInt64,
        to connection: OperatorConnection
    ) {
        connection.isFeeding = false
        guard operators[connection.id] === connection else { return }
        // It subscribed anew meanwhile, from elsewhere.
        guard connection.feedsFrom == next else { return feed(connection) }
        switch result {
        case .failure(let error):
            connection.feedsFrom = nil
            connection.send(.lost(next: next, message: error.description))
        case .success(let entries):
            // Entries may be 64 KiB long: what the client has no room for is read again when it has.
            // From the high water on the channel tells when it has drained.
            for entry in entries {
                guard connection.channel.pendingBytes < LineLimits.control.highWater else { break }
                connection.send(.entry(entry))
                connection.feedsFrom = entry.sequence + 1
            }
            if !entries.isEmpty { feed(connection) }
        }
    }

    /// How often a subscriber hears that the supervisor is alive, in nanoseconds: who hears nothing for
    /// three times as long may say that it lags.
    static let beatNanoseconds: UInt64 = 500_000_000

    /// Tells every subscriber the time, now and then, for as long as there is one.
    func beat() {
        guard !isBeating, operators.values.contains(where: { $0.feedsFrom != nil }) else { return }
        isBeating = true
        loop.schedule(in: Supervisor.beatNanoseconds) { [weak self] in
            self?.assumeIsolated { supervisor in
                supervisor.isBeating = false
                supervisor.tellTime()
                supervisor.beat()
            }
        }
    }

    private func tellTime() {
        let now = WallTime(nanoseconds: clock.wall)
        for connection in operators.values {
            // One that does not read hears it when it does: that it must not fill its queue.
            guard let next = connection.feedsFrom, connection.channel.isWritable else { continue }
            connection.send(.tick(now: now, next: next))
        }
    }

    /// Every entry of a call, with its payloads.
    func sendEntries(
        ofCall call: UInt64, _ number: UInt64, to connection: OperatorConnection
    ) {
        let loop = loop
        feedReader.entries(ofCall: call) { result in
            loop.execute {
                switch result {
                case .success(let view) where view.entries.isEmpty:
                    connection.send(
                        number,
                        .fault(
                            .notFound(
                                "there is no call c\(call)",
                                next: "pullcord audit tail names the latest")))
                case .success(let view): connection.send(number, .entries(view))
                case .failure(let error):
                    connection.send(number, .fault(.unreadable(error)))
                }
            }
        }
    }

    /// A page of entries before a sequence number. It is read and encoded off the loop: an operator
    /// who scrolls slows no call.
    func sendPage(before sequence: UInt64, _ number: UInt64, to connection: OperatorConnection) {
        let loop = loop
        let end = recorder.durable.map { min(sequence, $0 + 1) } ?? sequence
        feedReader.page(before: end) { result in
            let reply: ControlReply
            switch result {
            case .success(let view): reply = .entries(view)
            case .failure(let error): reply = .fault(.unreadable(error))
            }
            let bytes = ControlCodec.bytes(of: .reply(number: number, reply))
            loop.execute { connection.channel.write(bytes) }
        }
    }
}

extension ControlFault {
    fileprivate static func unreadable(_ error: TrailError) -> ControlFault {
        ControlFault(.trail, message: error.description, next: "run pullcord audit verify")
    }
}
