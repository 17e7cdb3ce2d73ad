import JSON
import SafeText
import Transport

extension Stage {
    /// Looks at what happens until `isDone`; whether it was within the time.
    @discardableResult
    func wait(
        seconds: Double, every: Double? = nil, until isDone: () throws -> Bool
    ) throws -> Bool {
        let clock = SystemClock()
        let deadline = clock.bootNanoseconds + UInt64(seconds * 1_000_000_000)
        while try !isDone() {
            let now = clock.bootNanoseconds
            guard now < deadline else { return false }
            let look = every.map { now + UInt64($0 * 1_000_000_000) } ?? deadline
            for happening in happenings.take(until: min(look, deadline)) {
                try take(happening)
            }
        }
        return true
    }

    /// The answer to an agent's request; nil when none came in time.
    func answer(to id: Int, of agent: ScriptedAgent, seconds: Double) throws -> JSONObject? {
        try wait(seconds: seconds) { agent.answer(to: id) != nil }
        return agent.answer(to: id)
    }

    /// Lets an agent call a tool, and does not wait for the answer. One call of an agent at a time.
    func ask(_ agent: ScriptedAgent, _ tool: String, _ arguments: [JSONObject.Member]) -> Asked {
        Asked(
            agent: agent, id: agent.call(tool, JSONObject(arguments)),
            place: callsByAgent[agent.name]?.count ?? 0)
    }

    /// Waits until the gate has answered a call, and the feed has told so.
    func decided(_ asked: Asked) throws -> Asked {
        try wait(seconds: Self.answerSeconds) { story(of: asked)?.decision != nil }
        return asked
    }

    /// A gate's answer, a server's and the disk take a fraction of this.
    private static let answerSeconds = 30.0

    /// What became of a call: waits until its agent has its answer and the trail tells why.
    func result(of asked: Asked) throws -> CallResult {
        try wait(seconds: Double(holdSeconds) + Self.answerSeconds) {
            guard asked.agent.answer(to: asked.id) != nil, let story = story(of: asked) else {
                return false
            }
            return story.decision?.kind != "call.held" || story.settlement != nil
        }
        guard let answer = asked.agent.answer(to: asked.id), let story = story(of: asked),
            let decision = story.decision
        else {
            throw DemonstrationFailure(
                "a call of \(name: asked.agent.name) was not answered, or not recorded, in time")
        }
        return try CallResult(decision: decision, settlement: story.settlement, answer: answer)
    }

    private func story(of asked: Asked) -> CallStory? {
        guard let calls = callsByAgent[asked.agent.name], asked.place < calls.count else {
            return nil
        }
        return self.calls[calls[asked.place]]
    }
}
