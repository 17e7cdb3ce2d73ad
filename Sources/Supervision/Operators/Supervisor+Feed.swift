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
                    connection.send(
                        number,
                        .fault(
                            ControlFault(
                                .trail, message: error.description,
                                next: "run pullcord audit verify")))
                }
            }
        }
    }
}
