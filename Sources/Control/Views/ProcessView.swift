package import Governance

/// A server's process for one agent.
package struct ProcessView: Hashable, Sendable {
    /// The states of a process.
    package enum State: String, WireWord, CaseIterable {
        /// Started, its opening not answered yet.
        case starting
        /// Serving.
        case running
        /// Being stopped.
        case stopping
        /// Failed; the next start waits its time.
        case waiting
        /// Not running; the next call starts it.
        case stopped
    }

    /// Whose process it is.
    package var agent: AgentName
    /// What it is doing.
    package var state: State
    /// Since when.
    package var since: WallTime
    /// Its process id while it runs.
    package var process: Int?
    /// The MCP revision agreed with it.
    package var revision: String?
    /// How often it was started again.
    package var restarts: Int
    /// Why it is not running, when it should be; untrusted where it quotes the server.
    package var fault: String?

    /// Makes the view of its parts.
    package init(
        agent: AgentName, state: State, since: WallTime, process: Int? = nil,
        revision: String? = nil, restarts: Int, fault: String? = nil
    ) {
        self.agent = agent
        self.state = state
        self.since = since
        self.process = process
        self.revision = revision
        self.restarts = restarts
        self.fault = fault
    }
}

extension ProcessView: WireValue {
    init(from reader: inout WireReader) throws(WireFault) {
        agent = try reader.name("agent")
        state = try reader.word("state")
        since = try reader.time("since")
        process = try reader.optionalCount("process")
        revision = try reader.optionalText("revision", limit: ControlLimits.nameBytes)
        restarts = try reader.count("restarts")
        fault = try reader.optionalSentence("fault")
    }

    func write(to writer: inout WireWriter) {
        writer.text("agent", agent.text)
        writer.word("state", state)
        writer.number("since", since.nanoseconds)
        writer.optionalCount("process", process)
        writer.optionalText("revision", revision)
        writer.count("restarts", restarts)
        writer.optionalSentence("fault", fault)
    }
}
