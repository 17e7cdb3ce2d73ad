import Control
import Governance
import SafeText

@testable import Console

/// A supervisor, a line with a delay, a terminal and a person, all of them made up, on one clock. It
/// knows what the terminal showed at each moment, which the console itself can only guess.
struct World {
    /// An answer that was sent, and the keys that made it, by when they were pressed.
    struct Answer {
        let answer: ControlAnswer
        let keys: [(key: Key, at: Int64)]
        /// Whether there was a line to send it by.
        let isConnected: Bool
    }

    /// An agent that was to go on, the pause of it that the console knew, and the keys that did it.
    struct Resume {
        let agent: AgentName
        let pause: ActView?
        let keys: [(key: Key, at: Int64)]
        let isConnected: Bool
    }

    /// A kill that was sent, and the keys before it.
    struct Kill {
        let keys: [Key]
    }

    private enum Event {
        /// What the person typed arrives.
        case key(Key, pressedAt: Int64)
        case paste(String)
        /// The terminal's answer arrives.
        case fence(UInt64)
        /// What the supervisor sends arrives, if the line it was sent by is still there.
        case message(ConsoleMessage, line: Int)
    }

    var random: SeededRandom
    var model: ConsoleModel
    var now: Int64 = 0
    /// The screens of the last seconds, and all since the card that is on screen now.
    private(set) var shown: [WorldScreen] = []
    var answers: [Answer] = []
    var kills: [Kill] = []
    var resumes: [Resume] = []
    /// What moved on the list of holds without a key.
    var moves: [String] = []
    private(set) var holds: [HoldView] = []
    private var pauses: [AgentName: ActView] = [:]
    private let delay: Int64
    private let answersFences: Bool
    private var events: [(at: Int64, order: Int, event: Event)] = []
    private var order = 0
    private var fences: [UInt64] = []
    private var keys: [(key: Key, at: Int64)] = []
    private var numbers: UInt64 = 0
    /// The line to the supervisor: which one, and whether it is there.
    private var line = 1
    private(set) var isConnected = true
    /// A terminal that attests nothing is believed when a frame was written: the way of the frame there
    /// and of the key back is taken off what was seen of it.
    var unattested: Int64 { answersFences ? 0 : 2 * delay }

    /// How many holds the supervisor's list has room for.
    private let listed: Int
    /// Whether agents loop here; such a world is slow.
    let isBusy: Bool

    init(seed: UInt64, size: Size = .full, delay: Int64, answersFences: Bool, listed: Int = 500) {
        random = SeededRandom(seed: seed)
        self.listed = listed
        isBusy = seed % 5 == 1
        self.delay = delay
        self.answersFences = answersFences
        model = ConsoleModel(size: size, isReadOnly: false)
        model.queue = HoldQueue(settledRows: 4)
        perform(model.update(.connected(Sample.welcome(at: now)), at: now))
        settle()
    }

    // MARK: What happens in the world

    mutating func arrive(tier: Tier, arguments: Int = 2) {
        numbers += 1
        var hold = Sample.hold(numbers, tier: tier, openedAt: now, arguments: arguments)
        hold.summary.agent = Self.agents[random.below(2)]
        holds.append(hold)
        tellOfHolds()
    }

    /// An agent loops: more than one screen of the same cause.
    mutating func burst() {
        for _ in 0..<17 {
            numbers += 1
            holds.append(Sample.hold(numbers, tier: .medium, openedAt: now))
        }
        tellOfHolds()
    }

    /// Those that call, and one that does not.
    static let agents = [AgentName("billing-bot"), AgentName("etl"), AgentName("triage")]

    /// Another operator pauses an agent or resumes it.
    mutating func throwSwitch(_ agent: AgentName, by person: String) {
        pauses[agent] =
            pauses[agent] == nil
            ? ActView(by: "operator:\(person)", at: Sample.wall(now), reason: "it loops") : nil
        tell(.act, "agent.paused")
    }

    /// Another operator or time ends a hold.
    mutating func end(_ index: Int, _ state: HoldSummary.State) {
        guard holds.indices.contains(index), holds[index].summary.state == .open else { return }
        holds[index].summary.state = state
        holds[index].summary.revision += 1
        holds[index].summary.settled = ActView(by: "bo", at: Sample.wall(now))
        tellOfHolds()
    }

    /// The same hold, and something of it has changed.
    mutating func change(_ index: Int) {
        guard holds.indices.contains(index), holds[index].summary.state == .open else { return }
        holds[index].summary.revision += 1
        holds[index].summary.digest = Sample.digest(random.next())
        tellOfHolds()
    }

    /// Another operator approves: it rests before it goes, and keeps its revision.
    mutating func approve(_ index: Int) {
        guard holds.indices.contains(index), holds[index].summary.state == .open else { return }
        holds[index].summary.state = .approved
        tellOfHolds()
    }

    /// An approved call goes.
    mutating func forward(_ index: Int) {
        guard holds.indices.contains(index), holds[index].summary.state == .approved else { return }
        holds[index].summary.state = .forwarded
        holds[index].summary.revision += 1
        tellOfHolds()
    }

    /// The same hold at another tier.
    mutating func raise(_ index: Int) {
        guard holds.indices.contains(index), holds[index].summary.state == .open else { return }
        holds[index].summary.tier = [.low, .medium, .high, .critical][random.below(4)]
        holds[index].summary.revision += 1
        tellOfHolds()
    }

    mutating func disconnect() {
        guard isConnected else { return }
        isConnected = false
        take(.disconnected(why: "the supervisor closed the connection", retryAt: now), key: nil)
    }

    mutating func connect() {
        guard !isConnected else { return }
        isConnected = true
        line += 1
        take(.connected(Sample.welcome(at: now)), key: nil)
    }

    mutating func press(_ key: Key) { send(.key(key, pressedAt: now), after: delay) }

    mutating func paste(_ text: String) { send(.paste(text), after: delay) }

    mutating func resize(_ size: Size) { take(.resized(size), key: nil) }

    mutating func focus() { take(.focused, key: nil) }

    /// The newest screen reaches the person after the delay, and the terminal answers what followed it.
    mutating func draw() {
        shown.append(WorldScreen(at: now + delay, model: model, drawnAt: now))
        forgetScreens()
        // A frame carries one question: the newest.
        guard let fence = fences.last else { return }
        fences = []
        take(.painted(fence: fence), key: nil)
        if answersFences { send(.fence(fence), after: 2 * delay) }
    }

    /// Lets time pass; what arrives in it is taken in.
    mutating func wait(_ nanoseconds: Int64) {
        let end = now + nanoseconds
        while let next = events.indices.min(by: {
            (events[$0].at, events[$0].order) < (events[$1].at, events[$1].order)
        }),
            events[next].at <= end
        {
            let event = events.remove(at: next)
            now = max(now, event.at)
            switch event.event {
            case .key(let key, let pressedAt): take(.key(key), key: (key, pressedAt))
            case .paste(let text): take(.pasted(text), key: nil)
            case .fence(let fence): take(.fenceAnswered(fence), key: nil)
            case .message(let message, let line):
                if isConnected, line == self.line { take(message, key: nil) }
            }
        }
        now = end
        if isConnected { take(.beat(now: Sample.wall(now), next: 1), key: nil) }
        take(.ticked, key: nil)
    }

    /// Draws and waits until nothing is under way.
    mutating func settle() {
        for _ in 0..<6 {
            draw()
            wait(max(delay * 3, 50_000_000))
        }
    }

    /// Longer than the longest dwell, the slowest line, and the longest step together: what was sent in a
    /// step is looked at when it is over.
    static let memory: Int64 = 60_000_000_000

    private mutating func forgetScreens() {
        guard shown.count > 100 else { return }
        let card = shown[shown.count - 1].seal
        shown.removeAll { $0.at < now - Self.memory && $0.seal != card }
    }

    // MARK: The wires

    private mutating func send(_ event: Event, after delay: Int64) {
        order += 1
        events.append((now + delay, order, event))
    }

    private mutating func take(_ message: ConsoleMessage, key: (key: Key, at: Int64)?) {
        if let key {
            keys.append(key)
            keys.removeFirst(max(0, keys.count - 32))
        }
        guard key == nil, model.place == .approvals else {
            return perform(model.update(message, at: now))
        }
        let (cursor, rows) = (model.queue.cursor, Self.listed(model))
        perform(model.update(message, at: now))
        checkList(cursor, rows, message)
    }

    /// Without a key nothing moves on the list of holds: not the cursor from its hold, and no row.
    private mutating func checkList(
        _ cursor: String?, _ rows: [String], _ message: ConsoleMessage
    ) {
        guard model.place == .approvals else { return }
        if let cursor, cursor != model.queue.cursor {
            moves.append("the cursor went from \(cursor) to \(model.queue.cursor ?? "nothing")")
        }
        if case .resized = message { return }
        let now = Self.listed(model)
        if !now.starts(with: rows) { moves.append("\(rows) became \(now)") }
    }

    /// The codes of the rows that are on screen.
    private static func listed(_ model: ConsoleModel) -> [String] {
        let rows = ConsoleView.queueRows(model.size)
        return model.queue.rows.dropFirst(model.queue.top).prefix(rows).map(\.hold.code)
    }

    private mutating func perform(_ commands: [ConsoleCommand]) {
        for command in commands {
            switch command {
            case .fence(let fence): fences.append(fence)
            case .ask(let number, let request): ask(number, request)
            case .kill(let scope): kill(scope)
            default: break
            }
        }
    }

    private mutating func ask(_ number: UInt64, _ request: ControlRequest) {
        if case .answer(let answer) = request {
            answers.append(Answer(answer: answer, keys: keys, isConnected: isConnected))
        }
        if case .resume(let agent) = request {
            let pause = model.status?.agents.first { $0.name == agent }?.paused
            resumes.append(
                Resume(agent: agent, pause: pause, keys: keys, isConnected: isConnected))
        }
        guard isConnected, let reply = reply(to: request) else { return }
        // Seldom an answer never comes.
        if case .answer = request, random.below(20) == 0 { return }
        // A card's own look may take longer than the list's, so that the list knows more than it.
        var after: Int64 = 3_000_000
        if case .hold = request, random.below(3) == 0 {
            after = Int64(random.below(2_000)) * 1_000_000
        }
        send(.message(.replied(number: number, reply), line: line), after: after)
    }

    private mutating func kill(_ scope: ControlScope) {
        kills.append(Kill(keys: keys.map(\.key)))
        let act = ActView(by: "operator:ana", at: Sample.wall(now))
        let view = KilledView(
            kill: KillView(scope: scope, source: .command, act: act), latched: Sample.wall(now),
            calls: [], withdrawn: 0)
        let after = Int64(random.below(1_500)) * 1_000_000
        send(.message(.kill(.engaged(view)), line: line), after: after)
    }

    private mutating func tellOfHolds() { tell(.held, "hold.opened") }

    /// The console asks when an entry tells it that something happened.
    private mutating func tell(_ weight: TailRow.Weight, _ kind: String) {
        let row = TailRow(
            Sample.record((model.tail.last ?? 0) + 1, kind: kind), time: Sample.wall(now),
            kind: kind, word: "HELD", about: "something", weight: weight)
        send(.message(.entries([row]), line: line), after: 1_000_000)
    }

    private mutating func reply(to request: ControlRequest) -> ControlReply? {
        switch request {
        case .subscribe:
            return .snapshot(
                SnapshotView(
                    sequence: 0, status: status, holds: list, runs: runs))
        case .status: return .status(status)
        case .resume(let agent):
            pauses[agent] = nil
            return .done(DoneView(message: "\(agent) may call again"))
        case .pause(let agent, let reason):
            pauses[agent] =
                pauses[agent]
                ?? ActView(by: "operator:ana", at: Sample.wall(now), reason: reason)
            return .done(DoneView(message: "\(agent) is paused"))
        case .holds: return .holds(list)
        case .hold(let code):
            return holds.first { $0.summary.code == code }.map { .hold($0) }
                ?? .fault(
                    ControlFault(
                        .notFound, message: "there is no hold \(code)", next: "see the list"))
        case .answer(let answer): return settle(answer)
        case .runs: return .runs(runs)
        case .recall(let code):
            return change(code) { hold in
                guard hold.state == .approved else { return }
                hold.state = .open
                hold.revision += 1
            }
        case .extend(let code, _):
            // More time keeps the revision.
            return change(code) {
                $0.parkUntil = WallTime(nanoseconds: $0.parkUntil.nanoseconds + 60_000_000_000)
            }
        default: return nil
        }
    }

    private mutating func settle(_ answer: ControlAnswer) -> ControlReply {
        guard let index = holds.firstIndex(where: { $0.summary.code == answer.code }),
            holds[index].summary.digest == answer.digest,
            holds[index].summary.revision == answer.revision
        else { return .fault(ControlFault(.stale, message: "it has changed", next: "look again")) }
        let isDenied = holds[index].summary.state != .open
        switch answer.decision {
        case .approve: holds[index].summary.state = isDenied ? .approvedForRetry : .approved
        case .deny: holds[index].summary.state = .denied
        }
        // An approval that rests keeps its revision.
        if holds[index].summary.state != .approved { holds[index].summary.revision += 1 }
        return .settled(SettledView(hold: holds[index].summary, sequence: 1, message: "done"))
    }

    private mutating func change(
        _ code: String, _ body: (inout HoldSummary) -> Void
    ) -> ControlReply? {
        guard let index = holds.firstIndex(where: { $0.summary.code == code }) else { return nil }
        body(&holds[index].summary)
        return .settled(SettledView(hold: holds[index].summary, sequence: 1, message: "done"))
    }

    /// The newest holds that the list has room for.
    private var list: HoldsView {
        HoldsView(
            host: Sample.host(at: now), holds: holds.suffix(listed).map(\.summary),
            more: max(0, holds.count - listed))
    }

    private var status: StatusView {
        Sample.status(
            at: now, agents: Self.agents.map { Sample.agent($0.text, paused: pauses[$0]) })
    }

    private var runs: RunsView { RunsView(host: Sample.host(at: now), runs: [], more: 0) }
}
