import Control
import Governance

/// Tools as a supervisor would show them.
enum SampleTools {
    /// `tool-0007`: names in the order of their numbers.
    static func number(_ number: Int) -> String { "tool-\(String(10_000 + number).dropFirst())" }

    /// The page of a list that a request asks for.
    static func page(
        of all: [ToolView], from: Int, around: ToolName?, count: Int, at now: Int64
    ) -> ToolsView {
        let place = around.map { around in all.firstIndex { $0.tool >= around } ?? all.count }
        let first = max(0, min(place.map { $0 - count / 2 } ?? from, all.count - count))
        return ToolsView(
            host: Sample.host(at: now), since: Sample.wall(-1_800 * Sample.second), from: first,
            total: all.count, strangers: 0, tools: Array(all.dropFirst(first).prefix(count)))
    }

    static func name(_ server: String, _ tool: String) -> ToolName {
        ToolName(server: ServerName(server), tool: tool)
    }

    static func idle(_ name: ToolName) -> ToolView {
        ToolView(
            tool: name, tier: .low, pin: .unreviewed, agents: 1, waiting: 0, inFlight: 0,
            counts: ToolCountsView(), lately: ToolCountsView(), rate: ToolRateView(), limits: [],
            blast: [])
    }

    /// One of each kind that a row can be.
    static let each: [ToolView] = [changed, status, tier, atLimit, near, waiting, errors]

    /// Its calls are denied, because its server changed it.
    private static let changed: ToolView = {
        var tool = idle(name("git", "push"))
        tool.tier = .high
        tool.pin = .drifted
        tool.counts = ToolCountsView(calls: 7, denied: 7)
        tool.lately = ToolCountsView(calls: 2, denied: 2)
        tool.rate = ToolRateView(calls: [1, 1], denied: [1, 1])
        return tool
    }()

    /// Nothing is wrong with it, and it is busy.
    private static let status: ToolView = {
        var tool = idle(name("git", "status"))
        tool.counts = ToolCountsView(calls: 1_209_120, ended: 1_209_119, errors: 1)
        tool.lately = ToolCountsView(calls: 9_120, ended: 9_119, errors: 1)
        tool.rate = ToolRateView(calls: (0..<60).map { 152 - $0 * 3 })
        tool.p95Nanoseconds = 2_400_000
        tool.inFlight = 1
        return tool
    }()

    private static let tier: ToolView = {
        var tool = idle(name("mail", "read"))
        tool.tier = nil
        tool.pin = nil
        return tool
    }()

    private static let atLimit: ToolView = {
        var tool = idle(name("mail", "send"))
        tool.tier = .high
        tool.limits = [limit("calls", "10", of: "10", 100, .hold)]
        tool.blast = [ToolBlastView(unit: "recipients", source: "the length of /to", cap: "20")]
        tool.counts = ToolCountsView(calls: 10, ended: 10)
        tool.lately = tool.counts
        tool.rate = ToolRateView(calls: [0, 0, 0, 0, 10])
        tool.p95Nanoseconds = 940_000_000
        return tool
    }()

    private static let near: ToolView = {
        var tool = idle(name("pay", "payout"))
        tool.tier = .critical
        tool.limits = [limit("usd", "1700.50", of: "2000", 85, .deny)]
        tool.blast = [ToolBlastView(unit: "usd", source: "the number at /amount")]
        return tool
    }()

    private static let waiting: ToolView = {
        var tool = idle(name("pay", "refund"))
        tool.tier = .medium
        tool.waiting = 2
        tool.counts = ToolCountsView(calls: 412, held: 14, denied: 14, ended: 396, errors: 3)
        tool.lately = ToolCountsView(calls: 40, held: 2, denied: 1, ended: 37, errors: 1)
        tool.rate = ToolRateView(
            calls: (0..<60).map { $0 % 9 < 5 ? $0 % 5 : 0 },
            held: [2], denied: Array(repeating: 0, count: 33) + [1])
        tool.p95Nanoseconds = 1_250_000_000
        tool.lastCall = Sample.wall(0)
        tool.lastError = Sample.wall(-600 * Sample.second)
        tool.limits = [
            limit("calls", "4", of: "10", 40, .hold),
            limit("usd", "420", of: "2000", 21, .deny, window: 3600),
        ]
        tool.blast = [ToolBlastView(unit: "usd", source: "the number at /amount", cap: "500")]
        return tool
    }()

    private static let errors: ToolView = {
        var tool = idle(name("search", "web"))
        tool.counts = ToolCountsView(calls: 22, ended: 22, errors: 3)
        tool.lately = ToolCountsView(calls: 22, ended: 22, errors: 3)
        tool.rate = ToolRateView(calls: [3, 8, 11])
        tool.p95Nanoseconds = 95_000_000_000
        return tool
    }()

    private static func limit(
        _ counts: String, _ used: String, of limit: String, _ percent: Int, _ over: LimitView.Over,
        window: Int64 = 60
    ) -> LimitView {
        LimitView(
            counts: counts, windowNanoseconds: window * Sample.second, used: used, limit: limit,
            percent: percent, over: over)
    }
}
