import JSON

/// What an agent does as long as the demonstration goes on: one call at a time, in turn, at its own pace,
/// and now and then something out of turn. It waits for each answer, so a call that is held holds its
/// agent.
struct Routine {
    let agent: ScriptedAgent
    private let calls: [PlannedCall]
    /// Nanoseconds from one call to the next.
    var pace: UInt64
    private var place = 0
    private var due: UInt64
    /// The request that waits for its answer.
    private var asked: Int?
    private var errands: [(call: PlannedCall, due: UInt64)] = []

    static let second: UInt64 = 1_000_000_000
    /// Who is refused does not hammer on the door, so that a person can read what was refused.
    private static let afterRefusal = 5 * second

    /// An agent that begins at `start`; without calls it only does what it is told.
    init(_ agent: ScriptedAgent, _ calls: [PlannedCall], seconds: Double, from start: UInt64) {
        self.agent = agent
        self.calls = calls
        pace = UInt64(seconds * Double(Self.second))
        due = start
    }

    /// Puts a call in front of the others, not before `due`.
    mutating func add(_ call: PlannedCall, due: UInt64) { errands.append((call, due)) }

    /// Does what is due.
    mutating func turn(at now: UInt64) {
        if let asked {
            guard let answer = agent.takeAnswer(to: asked) else { return }
            self.asked = nil
            if !Self.isDone(answer) { due = now + max(pace, Self.afterRefusal) }
        }
        if let call = next(at: now) { asked = agent.call(call.tool, call.arguments) }
    }

    private mutating func next(at now: UInt64) -> PlannedCall? {
        if let first = errands.first, now >= first.due {
            return errands.removeFirst().call
        }
        guard !calls.isEmpty, now >= due else { return nil }
        defer { place = (place + 1) % calls.count }
        // A pace, not a debt: what was late is not made up for.
        due = now + pace
        return calls[place]
    }

    private static func isDone(_ answer: JSONObject) -> Bool {
        guard case .object(let result)? = answer["result"] else { return false }
        return result["isError"] != .bool(true)
    }
}
