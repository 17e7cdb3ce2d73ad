/// What `pullcord connect` says first on the agent socket, beside the two descriptors: one line.
///
/// It stands here because it is spoken between our own two programs and versioned like the rest;
/// what follows on the descriptors is MCP and none of our words.
package struct AgentGreeting: Hashable, Sendable {
    /// The version of the hand-over.
    package static let version = "pullcord-agent/1"
    /// A greeting is short; a longer line is refused unread.
    package static let limitBytes = 8 * 1024
    /// A token file holds one line of at most this length.
    package static let tokenBytes = 256

    /// The agent that the launcher claims to be.
    package var agent: String
    /// The server it wants; nil where it may have only one.
    package var server: String?
    /// The token of its file; nil where its user id is the proof.
    package var token: String?
    /// A run token of the launcher, which starts a run on purpose.
    package var run: String?

    /// Makes a greeting; the supervisor checks all of it.
    package init(agent: String, server: String? = nil, token: String? = nil, run: String? = nil) {
        self.agent = agent
        self.server = server
        self.token = token
        self.run = run
    }

    /// The line's bytes, without its newline.
    package var bytes: [UInt8] {
        var writer = WireWriter()
        writer.write(self)
        return writer.bytes
    }

    /// Reads a greeting strictly; an unknown field is a fault.
    package init(_ bytes: UnsafeRawBufferPointer) throws(WireFault) {
        self = try ControlCodec.value(bytes, limit: AgentGreeting.limitBytes)
    }
}

extension AgentGreeting: WireValue {
    init(from reader: inout WireReader) throws(WireFault) {
        guard try reader.text("version", limit: 64) == AgentGreeting.version else {
            throw WireFault(.version, at: "version")
        }
        agent = try reader.text("agent", limit: ControlLimits.nameBytes)
        server = try reader.optionalText("server", limit: ControlLimits.nameBytes)
        token = try reader.optionalText("token", limit: AgentGreeting.tokenBytes)
        run = try reader.optionalText("run", limit: ControlLimits.nameBytes)
    }

    func write(to writer: inout WireWriter) {
        writer.text("version", AgentGreeting.version)
        writer.text("agent", agent)
        writer.optionalText("server", server)
        writer.optionalText("token", token)
        writer.optionalText("run", run)
    }
}
