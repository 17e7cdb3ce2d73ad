import Governance
import Transport

extension Supervisor {
    /// A disk that is too slow slows the agents that ask too much of it; it neither loses entries nor
    /// breaks the trail.
    func holdAgentsBackWhenBehind(_ agent: AgentName?) {
        guard governor.trailFault == nil else { return }
        if let agent, recorder.holdsBack(agent, boot: SystemReading.bootNanoseconds) {
            pauseReading { $0 == agent }
        }
        guard !isHoldingBack, recorder.shares.isFull else { return }
        isHoldingBack = true
        pauseReading { _ in true }
    }

    /// The disk has more than it had.
    func letAgentsGoOn() {
        if isHoldingBack {
            guard recorder.shares.isLow else { return }
            isHoldingBack = false
            readOn(from: nil)
        }
        guard recorder.shares.holdsAnybodyBack else { return }
        for agent in recorder.letGo(boot: SystemReading.bootNanoseconds) { readOn(from: agent) }
    }

    /// Reads on from everybody: nothing is recorded any more.
    func goOnReading() {
        _ = recorder.letAllGo()
        forgetRefusals()
        isHoldingBack = false
        readOn(from: nil)
    }

    /// Whether an agent and its servers are not read from until the disk has caught up.
    func isHeldBack(_ agent: AgentName) -> Bool {
        isHoldingBack || recorder.shares.isHeldBack(agent)
    }

    private func pauseReading(from isMeant: (AgentName) -> Bool) {
        for connection in agents.values where isMeant(connection.key.agent) {
            connection.channel.pause()
        }
        for link in servers.values where isMeant(link.key.agent) {
            link.process?.channel.pause()
        }
    }

    /// Reads on from an agent and its servers, or from all, where nothing else is in the way.
    private func readOn(from agent: AgentName?) {
        for connection in agents.values where agent == nil || connection.key.agent == agent {
            readOn(connection)
        }
        for link in servers.values where agent == nil || link.key.agent == agent { readOn(link) }
        lookAtWhatIsDue()
    }
}
