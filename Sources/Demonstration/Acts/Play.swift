import JSON
import MCP
import SafeText

/// The play: six failures of agents, and what stops each of them.
struct Play {
    let stage: Stage
    private(set) var stops: [Stop] = []
    /// What agents were told was done, to be held against the servers' own books.
    private(set) var done: [String: Int] = [:]

    init(_ stage: Stage) { self.stage = stage }

    /// Plays all acts.
    mutating func perform() throws {
        let refunds = try confidentRefund()
        try cascade(refunds)
        try threeAtOnce()
        try drift()
    }

    /// Says what comes next.
    func announce(_ title: SafeText, _ lines: [SafeText]) throws {
        try stage.say("")
        try stage.say(title)
        for line in lines { try stage.say("  \(line)") }
    }

    /// One call to its end; counts what was done.
    mutating func call(
        _ agent: ScriptedAgent, _ tool: String, _ arguments: [JSONObject.Member]
    ) throws -> CallResult {
        try finish(stage.ask(agent, tool, arguments), tool)
    }

    /// Waits for the end of a call; counts what was done.
    mutating func finish(_ asked: Asked, _ tool: String) throws -> CallResult {
        let result = try stage.result(of: asked)
        if !result.isError { done[tool, default: 0] += 1 }
        return result
    }

    /// Tells how a call was stopped, and remembers it for the summary.
    mutating func stopped(_ title: SafeText, by control: Stop.Control, _ result: CallResult) throws
    {
        let stop = Stop(title, by: control, result)
        stops.append(stop)
        try stage.say("  the agent reads: \(untrusted: result.text)")
        try stage.say("  => \(title): \(stop.ending)")
    }

    /// A call that must run, because nothing speaks against it.
    mutating func mustRun(
        _ agent: ScriptedAgent, _ tool: String, _ arguments: [JSONObject.Member] = []
    ) throws -> CallResult {
        let result = try call(agent, tool, arguments)
        guard !result.isError else {
            throw DemonstrationFailure(
                "\(name: tool) was to run and did not: \(untrusted: result.text)")
        }
        return result
    }
}
