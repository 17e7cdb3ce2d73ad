import Governance
import MCP

extension Supervisor {
    /// What stops calls has changed: a call that was let go goes with its first byte, so those of
    /// which none was written yet, because their server does not read, do not go any more.
    func takeBackStopped() {
        for link in servers.values { takeBackStopped(at: link) }
    }

    /// The same where what changed concerns the calls of one server: what it lists.
    func takeBackStopped(at link: ServerLink) {
        let dropped = link.channel.discard { id in
            governor.isStopped(id, listed: listed(id))
        }.dropped
        for id in dropped {
            guard let call = calls[id], case .forwarded(let number) = call.stage else {
                continue
            }
            unwritten(call, number, from: link)
            happen(.unwritten(id, listed: listed(id)))
        }
    }

    /// Takes back one call, where none of its bytes was written.
    ///
    /// - Returns: whether it was taken back: nothing of it was asked of the server.
    func takeBackUnwritten(_ call: OpenCall, _ number: Int64, from link: ServerLink) -> Bool {
        let id = call.id
        guard !link.channel.discard({ $0 == id }).dropped.isEmpty else { return false }
        unwritten(call, number, from: link)
        return true
    }

    private func unwritten(_ call: OpenCall, _ number: Int64, from link: ServerLink) {
        link.calls[number] = nil
        call.stage = .waiting
        perform(link.session.takeBack(number), on: link)
    }

    /// The definition of a call's tool as its server lists it now.
    private func listed(_ id: CallID) -> Governance.Digest? {
        calls[id].flatMap { definition(of: $0.action, for: $0.key)?.digest }
    }
}
