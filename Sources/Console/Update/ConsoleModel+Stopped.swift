import Control
import Governance
import SafeText

/// What is stopped: a kill is released by its name and a reason, agents are resumed by a marked list.
extension ConsoleModel {
    mutating func openStopped(at now: Int64) {
        guard let status else { return say(Self.words(for: .notLive), .alarmSoon, at: now) }
        // By the palette it comes over a card or a group as well: what it would hide is put away, and armed
        // and read anew when it is opened again.
        (card, group, opening) = (nil, nil, nil)
        var list = StoppedList()
        list.cursor = status.stopped.first?.subject
        stopped = list
    }

    /// What the cursor is on, while that is stopped.
    package var stoppedItem: StoppedList.Item? {
        status?.stopped.first { $0.subject == stopped?.cursor }
    }

    mutating func moveStopped(by rows: Int) {
        guard let items = status?.stopped, !items.isEmpty else { return }
        let place = items.firstIndex { $0.subject == stopped?.cursor } ?? (rows > 0 ? -1 : 0)
        let next = min(max(place + rows, 0), items.count - 1)
        stopped?.cursor = items[next].subject
        let room = ConsoleView.stoppedRows(size)
        let top = stopped?.top ?? 0
        stopped?.top = min(max(top, next - room + 1), next)
    }

    mutating func mark(at now: Int64) {
        switch stoppedItem {
        case .pause(let agent, let pause):
            guard stopped?.mark(agent, pause) == false else { return }
            say("at most \(StoppedList.most) are resumed at once: R resumes these", at: now)
        case .kill: say("agents are marked; Enter releases this kill", at: now)
        case .freeze: say("agents are marked; Z lets writes go again", at: now)
        case nil: say("move to an agent first: j and k", at: now)
        }
    }

    mutating func askToResumeMarked(at now: Int64) -> [ConsoleCommand] {
        guard let names = stopped?.names, !names.isEmpty else {
            say("mark the agents first: Space", at: now)
            return []
        }
        guard batch == nil else {
            say("what was sent is not answered yet: nothing more was sent", at: now)
            return []
        }
        return ask(.resume(names), at: now)
    }

    mutating func askToRelease(at now: Int64) -> [ConsoleCommand] {
        guard case .kill(let kill) = stoppedItem else {
            say("Enter releases a kill; agents are marked with Space", at: now)
            return []
        }
        if let you, !you.may.contains(.release) {
            say(
                "the policy does not let \(name: you.name.text) release a kill", .alarmSoon, at: now
            )
            return []
        }
        return ask(Act.release(kill.scope).question, at: now)
    }

    /// The name of what is released, typed whole; a wrong one releases nothing.
    mutating func typedRelease(
        _ key: Key, _ scope: ControlScope, _ typed: String, at now: Int64
    ) {
        switch key.edit(typed, limit: Prompt.textBytes) {
        case .changed(let text): prompt = .release(scope, typed: text)
        case .entered:
            guard Self.name(of: scope).utf8.elementsEqual(typed.utf8) else {
                prompt = nil
                return say(
                    "that is not \(name: Self.name(of: scope)): nothing was released", .alarmSoon,
                    at: now)
            }
            prompt = .reason(.release(scope), text: "")
        case .cancelled:
            prompt = nil
            say("nothing was released", at: now)
        case .ignored: break
        }
    }

    /// What is typed to release it: what a person calls it.
    static func name(of scope: ControlScope) -> String {
        switch scope {
        case .everything: "everything"
        case .server(let name): name.text
        case .tool(let name): name.description
        case .agent(let name): name.text
        case .run(let name): name
        }
    }

    /// `y`: those that were marked when it was asked, and are so still.
    mutating func resume(_ names: [AgentName], at now: Int64) -> [ConsoleCommand] {
        prompt = nil
        if let obstacle = obstacle(at: now) {
            say(Self.words(for: obstacle), .alarmSoon, at: now)
            return []
        }
        var batch = Batch(.resume, at: now)
        var commands: [ConsoleCommand] = []
        for name in names {
            guard stopped?.marked[name] != nil else {
                batch.wasLeft(name.text, why: "is not stopped as it was when it was marked")
                continue
            }
            send(.resume(agent: name), of: name.text, in: &batch, &commands)
        }
        return commands + begin(batch, at: now)
    }
}
