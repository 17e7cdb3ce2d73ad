package import Governance

/// A tool of the policy: what it may do, and what was seen of its calls since counting began.
package struct ToolView: Hashable, Sendable {
    /// Its name.
    package var tool: ToolName
    /// The declared tier; absent where the policy declares none, and the tool is held as high.
    package var tier: Tier?
    /// What is known of its definition; absent while its server has not listed it.
    package var pin: PinState?
    /// How many agents may call it.
    package var agents: Int
    /// Calls that wait for a person now.
    package var waiting: Int
    /// Calls on their way now: let go, without an outcome.
    package var inFlight: Int
    /// Everything since counting began.
    package var counts: ToolCountsView
    /// The same of the last sixty minutes, the one that runs included.
    package var lately: ToolCountsView
    /// Those minutes one by one.
    package var rate: ToolRateView
    /// What 95 of 100 calls did not take longer than, from writing to answer: nanoseconds, over
    /// the last thirty to sixty minutes, at most an eighth too much; absent without calls.
    package var p95Nanoseconds: Int64?
    /// When it was last asked for.
    package var lastCall: WallTime?
    /// When a call of it last ended with an error.
    package var lastError: WallTime?
    /// Its rates and sums over windows, as used now by all agents together.
    package var limits: [LimitView]
    /// What one call can do, as the policy states it.
    package var blast: [ToolBlastView]
    /// Limits and quantities that did not fit.
    package var more: Int
    /// The tool that undoes it, where the policy states one.
    package var undo: String?

    /// Makes the view of its parts.
    package init(
        tool: ToolName, tier: Tier?, pin: PinState?, agents: Int, waiting: Int, inFlight: Int,
        counts: ToolCountsView, lately: ToolCountsView, rate: ToolRateView,
        p95Nanoseconds: Int64? = nil, lastCall: WallTime? = nil, lastError: WallTime? = nil,
        limits: [LimitView], blast: [ToolBlastView], more: Int = 0, undo: String? = nil
    ) {
        self.tool = tool
        self.tier = tier
        self.pin = pin
        self.agents = agents
        self.waiting = waiting
        self.inFlight = inFlight
        self.counts = counts
        self.lately = lately
        self.rate = rate
        self.p95Nanoseconds = p95Nanoseconds
        self.lastCall = lastCall
        self.lastError = lastError
        self.limits = limits
        self.blast = blast
        self.more = more
        self.undo = undo
    }
}

extension ToolView: WireValue {
    init(from reader: inout WireReader) throws(WireFault) {
        tool = try reader.tool("tool")
        tier = try reader.optionalWord("tier")
        pin = try reader.optionalWord("pin")
        agents = try reader.count("agents")
        waiting = try reader.count("waiting")
        inFlight = try reader.count("inFlight")
        counts = try reader.value("counts")
        lately = try reader.value("lately")
        rate = try reader.value("rate")
        p95Nanoseconds = try reader.optionalNumber("p95Nanoseconds")
        lastCall = try reader.optionalTime("lastCall")
        lastError = try reader.optionalTime("lastError")
        limits = try reader.values("limits", limit: ControlLimits.boundsOfTool)
        blast = try reader.values("blast", limit: ControlLimits.boundsOfTool)
        more = try reader.count("more")
        undo = try reader.optionalText("undo", limit: ControlLimits.nameBytes)
    }

    func write(to writer: inout WireWriter) {
        writer.text("tool", tool.description)
        writer.optionalWord("tier", tier)
        writer.optionalWord("pin", pin)
        writer.count("agents", agents)
        writer.count("waiting", waiting)
        writer.count("inFlight", inFlight)
        writer.value("counts", counts)
        writer.value("lately", lately)
        writer.value("rate", rate)
        writer.optionalNumber("p95Nanoseconds", p95Nanoseconds)
        writer.optionalNumber("lastCall", lastCall?.nanoseconds)
        writer.optionalNumber("lastError", lastError?.nanoseconds)
        writer.values("limits", limits)
        writer.values("blast", blast)
        writer.count("more", more)
        writer.optionalText("undo", undo)
    }
}
