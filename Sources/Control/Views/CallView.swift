package import Governance

/// A call that was written to a server, by name.
package struct CallView: Hashable, Sendable {
    /// What is known of a forwarded call.
    package enum State: String, WireWord, CaseIterable {
        /// No answer yet.
        case running
        /// The server answered.
        case done
        /// It may have happened: the way to the server ended before an answer.
        case unknown
    }

    /// The call's id in the trail.
    package var call: UInt64
    /// The agent.
    package var agent: AgentName
    /// The tool.
    package var tool: ToolName
    /// When its bytes were written to the server.
    package var forwarded: WallTime
    /// What is known of it.
    package var state: State

    /// Makes the view of its parts.
    package init(
        call: UInt64, agent: AgentName, tool: ToolName, forwarded: WallTime, state: State
    ) {
        self.call = call
        self.agent = agent
        self.tool = tool
        self.forwarded = forwarded
        self.state = state
    }
}

extension CallView: WireValue {
    init(from reader: inout WireReader) throws(WireFault) {
        call = try reader.number("call")
        agent = try reader.name("agent")
        tool = try reader.tool("tool")
        forwarded = try reader.time("forwarded")
        state = try reader.word("state")
    }

    func write(to writer: inout WireWriter) {
        writer.number("call", call)
        writer.text("agent", agent.text)
        writer.text("tool", tool.description)
        writer.number("forwarded", forwarded.nanoseconds)
        writer.word("state", state)
    }
}
