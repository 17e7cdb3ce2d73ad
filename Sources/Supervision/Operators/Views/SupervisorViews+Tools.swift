import Control
import Governance
import JSON

extension SupervisorViews {
    /// A page of the tools: `count` of them from a place on, or with one in their middle.
    func tools(from: Int, around: ToolName?, count: Int) -> ToolsView {
        let tallies = picture.tallies
        let total = tallies.names.count
        let count = min(count, ControlLimits.tools)
        let wanted = around.map { tallies.firstPlace(from: $0) - count / 2 } ?? from
        let first = max(0, min(wanted, total - count))
        let last = min(total, first + count)
        let now = underWay
        return ToolsView(
            host: host, since: WallTime(nanoseconds: picture.startedWall), from: first,
            total: total, strangers: Int(clamping: tallies.strangers),
            tools: (first..<last).compactMap { tool(in: $0, now) })
    }

    /// What is under way, by tool: calls that wait for a person, and calls on their way.
    private struct UnderWay {
        var waiting: [ToolName: Int] = [:]
        var inFlight: [ToolName: Int] = [:]
    }

    private var underWay: UnderWay {
        var found = UnderWay()
        for hold in governor.holds.live.values where hold.isOpen {
            if let tool = hold.judgement.action.tool { found.waiting[tool, default: 0] += 1 }
        }
        for flight in governor.flights.calls.values {
            if let tool = flight.judgement.action.tool { found.inFlight[tool, default: 0] += 1 }
        }
        return found
    }

    private func tool(in place: Int, _ underWay: UnderWay) -> ToolView? {
        let name = picture.tallies.names[place]
        guard let policy = governor.policy, let tool = policy.tools[name] else { return nil }
        let tally = picture.tallies[place]
        let minutes = tally.lately(at: picture.now)
        let (limits, blast) = (tool.limits, tool.blast)
        let most = ControlLimits.boundsOfTool
        return ToolView(
            tool: name, tier: tool.tier, pin: governor.pins[name].map(pin),
            agents: policy.agents.values.count { $0.may[name] != nil },
            waiting: underWay.waiting[name] ?? 0, inFlight: underWay.inFlight[name] ?? 0,
            counts: ToolCountsView(tally.total),
            lately: ToolCountsView(minutes.reduce(ToolCounts(), +)), rate: ToolRateView(minutes),
            p95Nanoseconds: tally.p95(at: picture.now),
            lastCall: tally.lastCall.map(picture.wallTime),
            lastError: tally.lastError.map(picture.wallTime),
            limits: limits.prefix(most).map { limit($0, of: tool) },
            blast: blast.prefix(most).map(Self.blast),
            more: max(0, limits.count - most) + max(0, blast.count - most))
    }

    private func pin(_ pin: Pins.Pin) -> PinState { pin.drifted == nil ? .unreviewed : .drifted }

    private func limit(_ limit: Limit, of tool: ToolPolicy) -> LimitView {
        let use = governor.use(of: limit, by: tool, at: picture.now)
        let counts =
            switch limit.measure {
            case .calls: "calls"
            case .sum(_, let unit): unit.text
            case .newRecipients: "new-recipients"
            }
        return LimitView(
            counts: counts, windowNanoseconds: limit.window.nanoseconds,
            used: use.used.description, limit: use.limit.description, percent: use.percent,
            over: limit.over == .hold ? .hold : .deny)
    }

    private static func blast(_ quantity: BlastQuantity) -> ToolBlastView {
        ToolBlastView(
            unit: quantity.unit.text, source: quantity.source.words,
            cap: quantity.cap?.description)
    }
}

extension ToolCountsView {
    fileprivate init(_ counts: ToolCounts) {
        self.init(
            calls: Int(clamping: counts.calls), held: Int(clamping: counts.held),
            denied: Int(clamping: counts.denied), ended: Int(clamping: counts.ended),
            errors: Int(clamping: counts.errors))
    }
}

extension ToolRateView {
    fileprivate init(_ minutes: [ToolCounts]) {
        self.init(
            calls: minutes.map { Int(clamping: $0.calls) },
            held: minutes.map { Int(clamping: $0.held) },
            denied: minutes.map { Int(clamping: $0.denied) })
    }
}
