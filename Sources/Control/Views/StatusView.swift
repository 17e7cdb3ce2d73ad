/// The state of everything, in one answer.
package struct StatusView: Hashable, Sendable {
    /// Whose machine, mode and states.
    package var host: HostView
    /// The supervisor's program and version.
    package var program: String
    /// The supervisor's process id.
    package var process: Int
    /// When it started.
    package var started: WallTime
    /// The kill switches engaged.
    package var kills: [KillView]
    /// The directories in which any file engages the kill switch; since 1.1.
    package var killDirectories: [String]
    /// The freeze, while there is one.
    package var frozen: ActView?
    /// Open holds.
    package var openHolds: Int
    /// When the oldest of them was opened.
    package var oldestHold: WallTime?
    /// Calls that a server has not answered.
    package var inFlight: Int
    /// The head of the trail.
    package var trail: TrailView
    /// The policy in force.
    package var policy: PolicyView
    /// The operators of the policy, and who is there.
    package var operators: [OperatorView]
    /// The agents of the policy.
    package var agents: [AgentView]
    /// The servers of the policy.
    package var servers: [ServerView]

    /// Makes the view of its parts.
    package init(
        host: HostView, program: String, process: Int, started: WallTime, kills: [KillView],
        killDirectories: [String] = [], frozen: ActView? = nil, openHolds: Int,
        oldestHold: WallTime? = nil, inFlight: Int,
        trail: TrailView, policy: PolicyView, operators: [OperatorView], agents: [AgentView],
        servers: [ServerView]
    ) {
        self.host = host
        self.program = program
        self.process = process
        self.started = started
        self.kills = kills
        self.killDirectories = killDirectories
        self.frozen = frozen
        self.openHolds = openHolds
        self.oldestHold = oldestHold
        self.inFlight = inFlight
        self.trail = trail
        self.policy = policy
        self.operators = operators
        self.agents = agents
        self.servers = servers
    }
}

extension StatusView: WireValue {
    init(from reader: inout WireReader) throws(WireFault) {
        host = try reader.value("host")
        program = try reader.text("program", limit: ControlLimits.nameBytes)
        process = try reader.count("process")
        started = try reader.time("started")
        kills = try reader.values("kills", limit: ControlLimits.subjects)
        killDirectories = try reader.addedSentences("killDirectories")
        frozen = try reader.optionalValue("frozen")
        openHolds = try reader.count("openHolds")
        oldestHold = try reader.optionalTime("oldestHold")
        inFlight = try reader.count("inFlight")
        trail = try reader.value("trail")
        policy = try reader.value("policy")
        operators = try reader.values("operators", limit: ControlLimits.subjects)
        agents = try reader.values("agents", limit: ControlLimits.subjects)
        servers = try reader.values("servers", limit: ControlLimits.subjects)
    }

    func write(to writer: inout WireWriter) {
        writer.value("host", host)
        writer.text("program", program)
        writer.count("process", process)
        writer.number("started", started.nanoseconds)
        writer.values("kills", kills)
        writer.sentences("killDirectories", killDirectories)
        writer.optionalValue("frozen", frozen)
        writer.count("openHolds", openHolds)
        writer.optionalNumber("oldestHold", oldestHold?.nanoseconds)
        writer.count("inFlight", inFlight)
        writer.value("trail", trail)
        writer.value("policy", policy)
        writer.values("operators", operators)
        writer.values("agents", agents)
        writer.values("servers", servers)
    }
}
