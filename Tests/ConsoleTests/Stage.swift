import Control
import Governance
import SafeText

@testable import Console

/// Brings a console into a state by messages alone, on a clock that stands still unless it is moved.
struct Stage {
    var model: ConsoleModel
    var now: Int64 = 1_000_000_000
    private var status: StatusView
    private var list: [HoldView] = []
    private var runs: [RunView] = []
    private var allTools = SampleTools.each
    private var entryNumber: UInt64 = 100
    private var asked: [(UInt64, ControlRequest)] = []
    private var fences: [UInt64] = []
    private var hasHistory = false
    private var exports: [Export] = []

    /// What the supervisor's words hold besides.
    private let plant: Plant?

    init(size: Size, plant: Plant? = nil, isASCII: Bool = false) {
        self.plant = plant
        model = ConsoleModel(size: size, isReadOnly: false, isASCII: isASCII)
        status = Sample.status(at: now)
        take(.connected(Sample.welcome(at: now)))
        answer()
    }

    /// The same console with a guided tour, at a step that it was taken to by its own key.
    mutating func tour(to step: Tour.Step = .look) {
        let size = model.size
        model = ConsoleModel(size: size, isReadOnly: false, tour: Tour())
        take(.connected(Sample.welcome(at: now)))
        answer()
        for _ in Tour.Step.allCases where model.tour?.step != step { key(.character(">")) }
    }

    var grid: Grid { ConsoleView.grid(of: model, at: now) }

    mutating func key(_ key: Key) { take(.key(key)) }

    mutating func answered() { answer() }

    mutating func type(_ text: String) {
        for character in text { key(.character(character)) }
    }

    mutating func wait(_ seconds: Int64) {
        now += seconds * Sample.second
        take(.beat(now: Sample.wall(now), next: 0))
        take(.ticked)
    }

    mutating func entries(_ count: UInt64) {
        let rows = (entryNumber..<(entryNumber + count)).map { number in
            let isDenied = number % 7 == 0
            return TailRow(
                Sample.record(number, kind: isDenied ? "call.refused" : "call.admitted"),
                time: Sample.wall(Int64(number) * 100_000_000),
                kind: isDenied ? "call.refused" : "call.admitted",
                word: isDenied ? "REFUSED" : "ALLOWED",
                about: isDenied
                    ? "billing-bot  pay/refund  c\(number)  medium  900 usd  because cap: 900 usd is over 500 usd"
                    : "triage  git/status  c\(number)  low",
                weight: isDenied ? .denied : .calm, call: number)
        }
        entryNumber += count
        take(.entries(rows))
        answer()
    }

    /// What is done to the holds, in the supervisor.
    mutating func change(_ body: (inout [HoldView]) -> Void) {
        body(&list)
        tell()
    }

    /// What the supervisor says to what was sent and is not answered yet: every answer is taken, every
    /// act is done.
    mutating func taken() {
        let sent = asked
        asked = []
        for (number, request) in sent {
            if let reply = taken(request) { take(.replied(number: number, reply)) }
        }
        tell()
    }

    private mutating func taken(_ request: ControlRequest) -> ControlReply? {
        switch request {
        case .answer(let answer):
            return settled(answer.code) { hold in
                guard answer.decision != .approve else {
                    hold.state = .approved
                    return "the call goes in 3 s"
                }
                hold.state = .denied
                hold.revision += 1
                hold.settled = ActView(by: "ana", at: hold.opened)
                return "the agent is told no"
            }
        case .extend(let code, _):
            return settled(code) { hold in
                let park = hold.parkUntil.nanoseconds + 1_800 * Sample.second
                hold.parkUntil = WallTime(nanoseconds: park)
                return "it has more time"
            }
        case .resume(let agent):
            for index in status.agents.indices where status.agents[index].name == agent {
                status.agents[index].paused = nil
            }
            return .done(DoneView(message: "\(agent) may call again"))
        default: return nil
        }
    }

    private mutating func settled(
        _ code: String, _ body: (inout HoldSummary) -> String
    ) -> ControlReply? {
        guard let index = list.firstIndex(where: { $0.summary.code == code }) else { return nil }
        let message = body(&list[index].summary)
        return .settled(SettledView(hold: list[index].summary, sequence: 1, message: message))
    }

    mutating func holds(
        _ tiers: [Tier], arguments: Int = 3, agent: AgentName = AgentName("billing-bot")
    ) {
        for (index, tier) in tiers.enumerated() {
            list.append(
                Sample.hold(
                    UInt64(list.count + 1), tier: tier,
                    openedAt: now - Int64(tiers.count - index) * 7 * Sample.second,
                    arguments: arguments))
            list[list.count - 1].summary.agent = agent
        }
        tell()
    }

    mutating func open() {
        key(.character("2"))
        key(.enter)
        answer()
    }

    /// The terminal shows the card, and time passes.
    mutating func arm() {
        show()
        wait(4)
    }

    mutating func show() {
        for fence in fences {
            take(.painted(fence: fence))
            take(.fenceAnswered(fence))
        }
        fences = []
    }

    mutating func decidedByAnother() {
        list[0].summary.state = .denied
        list[0].summary.revision += 1
        list[0].summary.settled = ActView(by: "bo", at: Sample.wall(now))
        tell()
        answer()
    }

    /// More entries than anybody can read, within a second.
    mutating func flood() {
        for _ in 0..<2 {
            take(.entries(SampleEntries.rows(entryNumber..<(entryNumber + 400), every: 2_500_000)))
            entryNumber += 400
            wait(1)
        }
    }

    /// What was to be written was written.
    mutating func exported(to path: String) {
        guard let export = exports.last else { return }
        take(.exported(.written(export, path: path)))
    }

    /// The trail holds entries from before the console came.
    mutating func history(_ count: UInt64) {
        entryNumber = count
        hasHistory = true
        take(.disconnected(why: "the supervisor closed the connection", retryAt: now))
        model.tail = Tail()
        reconnect()
    }

    mutating func reconnect() {
        take(.connected(Sample.welcome(at: now)))
        answer()
    }

    /// Entries that the console does not see as they come.
    mutating func unseen(_ count: UInt64) { entryNumber += count }

    mutating func fallBehind() {
        take(.fellBehind(next: entryNumber, why: "this console reads too slowly"))
    }

    private func page(before: UInt64) -> EntriesView {
        guard hasHistory else { return EntriesView(entries: [], more: 0) }
        let start = before - min(before, 256)
        return EntriesView(
            entries: (start..<before).map { SampleEntries.entry($0) }, more: Int(start))
    }

    mutating func disconnect() {
        take(
            .disconnected(
                why: "the supervisor closed the connection", retryAt: now + 2 * Sample.second))
    }

    mutating func killed() {
        let act = ActView(by: "operator:ana", at: Sample.wall(now), reason: "runaway refunds")
        status.kills = [KillView(scope: .everything, source: .command, act: act)]
        status.host.states = [StateView(kind: .killed, reasons: ["everything is stopped"])]
        tell()
    }

    mutating func states(_ kinds: [StateView.Kind]) {
        status.host.states = kinds.map {
            StateView(kind: $0, reasons: ["agent billing-bot shares a user id with the supervisor"])
        }
        tell()
    }

    mutating func observing() {
        status.host.mode = .observing
        tell()
    }

    mutating func agents(isOnePaused: Bool = true) {
        status.agents = ["billing-bot", "triage", "deploy"].enumerated().map { index, name in
            AgentView(
                name: AgentName(name), owner: "cleo", proof: .token, isProvable: true,
                unguarded: [],
                paused: isOnePaused && index == 2
                    ? ActView(by: "operator:bo", at: Sample.wall(0), reason: "it loops") : nil,
                connections: index, run: index == 0 ? nil : "r\(index)", holds: index, inFlight: 0,
                rungs: [
                    RungView(
                        tool: ToolName(
                            server: ServerName(index == 0 ? "pay" : "git"),
                            tool: index == 0 ? "refund" : "status"),
                        rung: .holdAll, ceiling: .withinCaps)
                ])
        }
        runs = [1, 2].map { number in
            RunView(
                run: "r\(number)", agent: AgentName(number == 1 ? "triage" : "deploy"),
                started: Sample.wall(0), lastCall: Sample.wall(Sample.second), connections: number,
                holds: number,
                spent: [
                    SpentView(name: "calls", spent: "12", limit: "60"),
                    SpentView(name: "writes", spent: "\(number * 9)", limit: "20"),
                    SpentView(name: "time", spent: "390", limit: "86400"),
                    SpentView(name: "usd", spent: "49.9", limit: nil),
                ])
        }
        status.servers = [
            ServerView(name: ServerName("pay"), pin: .unreviewed, tools: 3, processes: []),
            ServerView(
                name: ServerName("git"), pin: .drifted, tools: 12,
                processes: [
                    ProcessView(
                        agent: AgentName("triage"), state: .waiting, since: Sample.wall(0),
                        process: 41, revision: nil, restarts: 0, fault: nil)
                ]),
        ]
        tell()
    }

    /// The policy has these tools, and the screen that lists them is open.
    mutating func tools(_ tools: [ToolView] = SampleTools.each) {
        allTools = tools
        agents()
        key(.character("3"))
        answer()
    }

    /// A kill was released: its agents stay paused.
    mutating func agentsStopped() {
        agents()
        let act = ActView(
            by: "operator:ana", at: Sample.wall(0), reason: "released from kill everything")
        for index in status.agents.indices { status.agents[index].paused = act }
        status.agents.sort { $0.name < $1.name }
        tell()
    }

    mutating func killEngaged() {
        let act = ActView(by: "operator:ana", at: Sample.wall(now))
        take(
            .kill(
                .engaged(
                    KilledView(
                        kill: KillView(scope: .everything, source: .command, act: act),
                        latched: Sample.wall(now),
                        calls: [
                            CallView(
                                call: 88, agent: AgentName("etl"),
                                tool: ToolName(server: ServerName("pg"), tool: "exec"),
                                forwarded: Sample.wall(now), state: .running)
                        ], withdrawn: 2))))
    }

    /// Something happened that the console asks about.
    private mutating func tell() {
        let row = TailRow(
            Sample.record(entryNumber, kind: "hold.opened"), time: Sample.wall(now),
            kind: "hold.opened", word: "HELD",
            about: "billing-bot  pay/refund", weight: .act)
        entryNumber += 1
        take(.entries([row]))
        answer()
    }

    private mutating func take(_ message: ConsoleMessage) {
        let message = plant?.inside(message) ?? message
        for command in model.update(message, at: now) {
            switch command {
            case .ask(let number, let request): asked.append((number, request))
            case .fence(let fence): fences.append(fence)
            case .export(let export): exports.append(export)
            default: break
            }
        }
    }

    /// Answers all that was asked, as a supervisor would.
    private mutating func answer() {
        while let place = asked.firstIndex(where: { reply(to: $0.1) != nil }) {
            let (number, request) = asked.remove(at: place)
            if let reply = reply(to: request) { take(.replied(number: number, reply)) }
        }
    }

    private func reply(to request: ControlRequest) -> ControlReply? {
        let host = status.host
        let holds = HoldsView(host: host, holds: list.map(\.summary), more: 0)
        let runs = RunsView(host: host, runs: runs, more: 0)
        switch request {
        case .subscribe:
            return .snapshot(
                SnapshotView(sequence: entryNumber, status: status, holds: holds, runs: runs))
        case .entries(let before): return .entries(page(before: before))
        case .status: return .status(status)
        case .holds: return .holds(holds)
        case .runs: return .runs(runs)
        case .tools(let from, let around, let count):
            return .tools(
                SampleTools.page(
                    of: allTools, from: from, around: around, count: count, at: now))
        case .call(let number): return .entries(Sample.entries(ofCall: number))
        case .hold(let code): return list.first { $0.summary.code == code }.map { .hold($0) }
        default: return nil
        }
    }
}
