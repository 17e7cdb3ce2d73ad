package import Governance

/// One agent's stretch of work.
package struct RunView: Hashable, Sendable {
    /// Its name.
    package var run: String
    /// Whose it is.
    package var agent: AgentName
    /// When it began.
    package var started: WallTime
    /// When it last proposed something.
    package var lastCall: WallTime?
    /// When it ends by itself, if nothing happens before.
    package var ends: WallTime?
    /// Its end, when it has ended.
    package var ended: ActView?
    /// Its open connections.
    package var connections: Int
    /// Its open holds.
    package var holds: Int
    /// What it used of its budgets.
    package var spent: [SpentView]

    /// Makes the view of its parts.
    package init(
        run: String, agent: AgentName, started: WallTime, lastCall: WallTime? = nil,
        ends: WallTime? = nil, ended: ActView? = nil, connections: Int, holds: Int,
        spent: [SpentView]
    ) {
        self.run = run
        self.agent = agent
        self.started = started
        self.lastCall = lastCall
        self.ends = ends
        self.ended = ended
        self.connections = connections
        self.holds = holds
        self.spent = spent
    }
}

extension RunView: WireValue {
    init(from reader: inout WireReader) throws(WireFault) {
        run = try reader.text("run", limit: ControlLimits.nameBytes)
        agent = try reader.name("agent")
        started = try reader.time("started")
        lastCall = try reader.optionalTime("lastCall")
        ends = try reader.optionalTime("ends")
        ended = try reader.optionalValue("ended")
        connections = try reader.count("connections")
        holds = try reader.count("holds")
        spent = try reader.values("spent", limit: ControlLimits.sentences)
    }

    func write(to writer: inout WireWriter) {
        writer.text("run", run)
        writer.text("agent", agent.text)
        writer.number("started", started.nanoseconds)
        writer.optionalNumber("lastCall", lastCall?.nanoseconds)
        writer.optionalNumber("ends", ends?.nanoseconds)
        writer.optionalValue("ended", ended)
        writer.count("connections", connections)
        writer.count("holds", holds)
        writer.values("spent", spent)
    }
}
