import Console
import Control
import Governance
import SafeText

/// A console and what a supervisor would say to it, one message at a time, so that a test says exactly
/// what comes, in which order, and what never comes.
struct Desk {
    var model: ConsoleModel
    var now: Int64 = 1_000_000_000
    var holds: [HoldView] = []
    /// The supervisor's two clocks are read anew for each look, and every time is another by so much.
    var jitter: Int64 = 0
    var status: StatusView
    /// How many entries the trail holds; nil where nobody may ask.
    var trail: UInt64?
    /// What was asked and is not answered yet.
    private(set) var asked: [(number: UInt64, request: ControlRequest)] = []
    private(set) var commands: [ConsoleCommand] = []
    private var fences: [UInt64] = []
    private var entry: UInt64 = 100

    init(
        _ tiers: [Tier] = [], arguments: Int = 2, size: Size = .full, isReadOnly: Bool = false,
        label: String = "prod-eu", tour: Tour? = nil
    ) {
        model = ConsoleModel(size: size, isReadOnly: isReadOnly, tour: tour)
        status = Sample.status(at: now)
        status.host.label = label
        for (index, tier) in tiers.enumerated() {
            holds.append(
                Sample.hold(UInt64(index + 1), tier: tier, openedAt: now, arguments: arguments))
        }
        take(.connected(Sample.welcome(at: now)))
        answer()
        show()
    }

    /// The text of the screen.
    var screen: String { ConsoleView.grid(of: model, at: now).text.joined(separator: "\n") }

    /// The rows of the screen.
    var rows: [String] { ConsoleView.grid(of: model, at: now).text }

    /// Decisions that were sent.
    var answers: [ControlAnswer] {
        commands.compactMap {
            if case .ask(_, .answer(let answer)) = $0 { answer } else { nil }
        }
    }

    /// Where kill files were wanted, beside the console's own place.
    var killFiles: [[String]] {
        commands.compactMap { if case .killFiles(let named) = $0 { named } else { nil } }
    }

    var kills: [ControlScope] {
        commands.compactMap { if case .kill(let scope) = $0 { scope } else { nil } }
    }

    mutating func take(_ message: ConsoleMessage) {
        let new = model.update(message, at: now)
        commands += new
        for command in new {
            switch command {
            case .ask(let number, let request): asked.append((number, request))
            case .fence(let fence): fences.append(fence)
            default: break
            }
        }
    }

    mutating func press(_ keys: Key...) { for key in keys { take(.key(key)) } }

    mutating func type(_ text: String) {
        for character in text { take(.key(.character(character))) }
    }

    /// The terminal shows what is drawn, and says so.
    mutating func show() {
        for fence in fences {
            take(.painted(fence: fence))
            take(.fenceAnswered(fence))
        }
        fences = []
    }

    /// What was asked for the terminal to answer, without an answer.
    mutating func takeFences() -> [UInt64] {
        defer { fences = [] }
        return fences
    }

    /// Time passes; the supervisor beats all the while.
    mutating func wait(_ seconds: Double) {
        now += Int64(seconds * 1_000_000_000)
        status.host.now = Sample.wall(now)
        take(.beat(now: Sample.wall(now), next: 0))
        take(.ticked)
    }

    /// Opens the first card and arms it.
    mutating func open() {
        press(.character("2"), .enter)
        answer()
        show()
        wait(4)
    }

    /// Something happened to a hold.
    mutating func tell() {
        entry += 1
        let row = TailRow(
            Sample.record(entry, kind: "hold.opened"), time: Sample.wall(now), kind: "hold.opened",
            word: "HELD", about: "x", weight: .act)
        take(.entries([row]))
        answer()
    }

    /// Answers all that was asked, but decisions.
    mutating func answer() {
        while let place = asked.firstIndex(where: { reply(to: $0.request) != nil }) {
            shake()
            let (number, request) = asked.remove(at: place)
            if let reply = reply(to: request) { take(.replied(number: number, reply)) }
        }
    }

    /// Answers the decision that waits.
    mutating func settle(_ state: HoldSummary.State, saying message: String = "done") {
        guard let place = asked.firstIndex(where: { Self.isDecision($0.request) }) else { return }
        let (number, _) = asked.remove(at: place)
        holds[0].summary.state = state
        take(
            .replied(
                number: number,
                .settled(SettledView(hold: holds[0].summary, sequence: 1, message: message))))
        answer()
    }

    /// What was asked is never answered.
    mutating func forget() { asked = [] }

    /// Refuses the decision that waits.
    mutating func refuse(_ fault: ControlFault) {
        guard let place = asked.firstIndex(where: { Self.isDecision($0.request) }) else { return }
        let (number, _) = asked.remove(at: place)
        take(.replied(number: number, .fault(fault)))
        answer()
    }

    /// Answers every decision and every act that waits: it is done, or refused where there is a fault.
    mutating func replyToAll(_ fault: (String) -> ControlFault?) {
        while let place = asked.firstIndex(where: { Self.isDecision($0.request) }) {
            let (number, request) = asked.remove(at: place)
            guard case .answer(let answer) = request,
                let index = holds.firstIndex(where: { $0.summary.code == answer.code })
            else { continue }
            if let fault = fault(answer.code) {
                take(.replied(number: number, .fault(fault)))
                continue
            }
            holds[index].summary.state = answer.decision == .approve ? .approved : .denied
            let view = SettledView(hold: holds[index].summary, sequence: 1, message: "done")
            take(.replied(number: number, .settled(view)))
        }
        answer()
    }

    /// Answers the first act that waits.
    mutating func replyToAct(_ done: DoneView) {
        let place = asked.firstIndex { request in
            switch request.request {
            case .pause, .resume, .freeze, .thaw, .endRun, .release: true
            default: false
            }
        }
        guard let place else { return }
        let (number, _) = asked.remove(at: place)
        take(.replied(number: number, .done(done)))
        answer()
    }

    private static func isDecision(_ request: ControlRequest) -> Bool {
        switch request {
        case .answer, .extend, .recall: true
        default: false
        }
    }

    private mutating func shake() {
        guard jitter > 0 else { return }
        for index in holds.indices {
            func shaken(_ time: WallTime) -> WallTime {
                WallTime(nanoseconds: time.nanoseconds + jitter)
            }
            holds[index].summary.opened = shaken(holds[index].summary.opened)
            holds[index].summary.waitUntil = shaken(holds[index].summary.waitUntil)
            holds[index].summary.parkUntil = shaken(holds[index].summary.parkUntil)
            for place in holds[index].summary.approvals.indices {
                let at = holds[index].summary.approvals[place].at
                holds[index].summary.approvals[place].at = shaken(at)
            }
            if let at = holds[index].summary.settled?.at {
                holds[index].summary.settled?.at = shaken(at)
            }
            if let at = holds[index].summary.paused?.at {
                holds[index].summary.paused?.at = shaken(at)
            }
        }
    }

    private func reply(to request: ControlRequest) -> ControlReply? {
        let list = HoldsView(host: status.host, holds: holds.map(\.summary), more: 0)
        let runs = RunsView(host: status.host, runs: [], more: 0)
        switch request {
        case .subscribe:
            return .snapshot(
                SnapshotView(sequence: trail ?? entry + 1, status: status, holds: list, runs: runs))
        case .entries(let before):
            let start = before - min(before, trail == nil ? 0 : 256)
            return .entries(
                EntriesView(
                    entries: (start..<max(start, min(before, trail ?? 0))).map {
                        SampleEntries.entry($0)
                    },
                    more: Int(start)))
        case .status: return .status(status)
        case .holds: return .holds(list)
        case .runs: return .runs(runs)
        case .call(let number): return .entries(Sample.entries(ofCall: number))
        case .hold(let code): return holds.first { $0.summary.code == code }.map { .hold($0) }
        default: return nil
        }
    }
}
