import Control
import Governance
import SafeText

/// Pause, end of a run and freeze: each asks before it is done, and its receipt says what takes it back.
extension ConsoleModel {
    /// `P`: pauses or resumes the agent under the cursor; on a group it pauses the agent of the group.
    mutating func askToPause(at now: Int64) -> [ConsoleCommand] {
        guard let agent = group?.cause.agent ?? agent,
            let view = status?.agents.first(where: { $0.name == agent })
        else {
            say("select an agent first: j and k move", at: now)
            return []
        }
        if group != nil, view.paused != nil {
            say("\(name: agent.text) is paused already; R lists what is stopped", at: now)
            return []
        }
        return ask((view.paused == nil ? Act.pause(agent) : .resume(agent)).question, at: now)
    }

    /// `N`: pauses the agent that asks most, where a person is asked too often.
    mutating func askToPauseNoisiest(at now: Int64) -> [ConsoleCommand] {
        guard let noisiest = noisiest(at: now) else {
            let holds = vitals.holdsAnHour(at: now)
            say(
                "\(Words.count(holds, "hold", "holds")) this hour: there is no agent to pause for it",
                at: now)
            return []
        }
        return ask(Act.pause(noisiest.agent).question, at: now)
    }

    /// Who asked most within the hour, where that is more than a person can bear; an agent that is
    /// paused asks no more.
    func noisiest(at now: Int64) -> (agent: AgentName, holds: Int)? {
        guard vitals.holdsAnHour(at: now) > Vitals.bearable else { return nil }
        let paused = Set((status?.agents ?? []).filter { $0.paused != nil }.map(\.name))
        return vitals.holdsOfAgents(at: now).filter { !paused.contains($0.key) }
            .min { ($1.value, $0.key) < ($0.value, $1.key) }
            .map { ($0.key, $0.value) }
    }

    mutating func askToEndRun(at now: Int64) -> [ConsoleCommand] {
        guard let agent, let run = status?.agents.first(where: { $0.name == agent })?.run else {
            say("select an agent that has a run first: j and k move", at: now)
            return []
        }
        return ask(Act.endRun(run).question, at: now)
    }

    mutating func askToFreeze(at now: Int64) -> [ConsoleCommand] {
        ask((status?.frozen == nil ? Act.freeze : .thaw).question, at: now)
    }

    /// `u`: takes back what was done last, where something does.
    mutating func takeBack(at now: Int64) -> [ConsoleCommand] {
        guard let inverse = receipt?.inverse else {
            say("there is nothing to take back", at: now)
            return []
        }
        switch inverse {
        case .recall(let code), .allowOnRetry(let code): return open(code, at: now)
        case .allowEach(let code):
            show(.approvals)
            queue.select(code)
            say("Enter opens one; a and its code allow it when it is asked again", at: now)
            return []
        case .act(let act): return ask(act.question, at: now)
        }
    }

    /// Puts a question; one that a single key confirms waits until the terminal has shown it.
    mutating func ask(_ question: Prompt, at now: Int64) -> [ConsoleCommand] {
        if let obstacle = obstacle(at: now) {
            say(Self.words(for: obstacle), .alarmSoon, at: now)
            return []
        }
        prompt = question
        guard question.isConfirmed else { return [] }
        let fence = newFence()
        promptArming = Arming(fence: fence)
        return [.fence(fence)]
    }
}
