import Control
import Governance
import SafeText

/// Pause, end of a run and freeze: each asks before it is done, and its receipt says what takes it back.
extension ConsoleModel {
    mutating func askToPause(at now: Int64) {
        guard let agent, let view = status?.agents.first(where: { $0.name == agent }) else {
            return say("select an agent first: j and k move", at: now)
        }
        ask(
            view.paused == nil ? .reason(.pause(agent), text: "") : .confirm(.resume(agent)),
            at: now)
    }

    mutating func askToEndRun(at now: Int64) {
        guard let agent, let run = status?.agents.first(where: { $0.name == agent })?.run else {
            return say("select an agent that has a run first: j and k move", at: now)
        }
        ask(.reason(.endRun(run), text: ""), at: now)
    }

    mutating func askToFreeze(at now: Int64) {
        ask(status?.frozen == nil ? .reason(.freeze, text: "") : .confirm(.thaw), at: now)
    }

    /// `u`: takes back what was done last, where something does.
    mutating func takeBack(at now: Int64) -> [ConsoleCommand] {
        guard let inverse = receipt?.inverse else {
            say("there is nothing to take back", at: now)
            return []
        }
        switch inverse {
        case .recall(let code), .allowOnRetry(let code): return open(code, at: now)
        case .act(let act):
            ask(.confirm(act), at: now)
            return []
        }
    }

    private mutating func ask(_ question: Prompt, at now: Int64) {
        if let obstacle = obstacle(at: now) {
            return say(Self.words(for: obstacle), .alarmSoon, at: now)
        }
        prompt = question
        promptedAt = now
    }
}
