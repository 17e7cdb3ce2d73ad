import Governance
import Transport

extension Supervisor {
    /// Something that an agent asked made entries and did not run, or its connection came or went. An
    /// agent that makes too many of these is read from later: all its connections, and nobody else's.
    func charge(_ agent: AgentName, entries: Int, bytes: Int = 0) {
        // Where nothing is recorded, nothing grows.
        guard governor.trailFault == nil, entries > 0 else { return }
        let boot = SystemReading.bootNanoseconds
        guard let holding = refusals.charge(agent, entries: entries, bytes: bytes, at: boot) else {
            return
        }
        for connection in agents.values where connection.key.agent == agent {
            connection.channel.pause()
        }
        armRefill(at: boot)
        if holding == .begins { happen(.heldBack(agent)) }
    }

    /// Whether what an agent says is taken: neither the disk nor its own refusals hold it back. Its
    /// servers are read from on: what runs comes to its end.
    func mayBeRead(_ agent: AgentName) -> Bool {
        !isHeldBack(agent) && !refusals.isHeldBack(agent)
    }

    /// Nothing is recorded any more: nobody is held back for that.
    func forgetRefusals() {
        refusals.letAllGo()
        refill?.timer.cancel()
        refill = nil
    }

    /// Arms the one timer for the next agent that may be read from again; there is none while nobody
    /// is held back.
    private func armRefill(at boot: UInt64) {
        guard let wait = refusals.next else { return }
        if let refill {
            guard boot + wait < refill.at else { return }
            refill.timer.cancel()
        }
        let timer = loop.schedule(in: wait) { [weak self] in
            self?.assumeIsolated { $0.refilled() }
        }
        refill = (boot + wait, timer)
    }

    private func refilled() {
        refill = nil
        let boot = SystemReading.bootNanoseconds
        refusals.letGo(at: boot).forEach(readOnInTurn)
        armRefill(at: boot)
    }

    /// How long before the others one connection is read from, in nanoseconds: for one turn of the loop.
    private static let headStart: UInt64 = 1_000_000

    /// Reads on from an agent's connections, from each of them first in its turn: one of them that
    /// floods would else use up each time what refilled, and the others would never be heard.
    private func readOnInTurn(_ agent: AgentName) {
        let own = agents.values.filter { $0.key.agent == agent }
            .sorted { ($0.turn, $0.id) < ($1.turn, $1.id) }
        guard let first = own.first else { return }
        first.turn = nextTurn
        nextTurn += 1
        readOn(first)
        guard own.count > 1 else { return }
        loop.schedule(in: Supervisor.headStart) { [weak self] in
            self?.assumeIsolated { supervisor in
                for connection in own.dropFirst()
                where supervisor.agents[connection.id] === connection {
                    supervisor.readOn(connection)
                }
            }
        }
    }
}
