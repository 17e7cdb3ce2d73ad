import Governance
import SafeText

extension EntryWords {
    /// Runs, tools, the supervisor itself and its trail.
    static func ofSupervisor(_ fact: Fact) -> EntryWords? {
        switch fact {
        case .started(let fact):
            let orphans = fact.orphans.map(name).joined(by: ", ")
            let how: SafeText = fact.wasClean ? "" : ", and the last stop was not clean"
            let unknown: SafeText = orphans.isEmpty ? "" : "; outcome unknown: \(orphans)"
            return EntryWords("STARTED", ["the supervisor\(how)\(unknown)"])
        case .runStarted(let fact):
            return EntryWords(
                "RUN", ["\(name: fact.run.description) of \(name: fact.agent.text) begins"])
        case .runJoined(let fact):
            return EntryWords(
                "RUN",
                ["\(name: fact.run.description) joined by \(name: fact.connection.description)"])
        case .runLeft(let fact):
            return EntryWords(
                "RUN",
                ["\(name: fact.run.description) left by \(name: fact.connection.description)"])
        case .runEnded(let fact):
            return EntryWords(
                "RUN",
                [
                    "\(name: fact.run.description) of \(name: fact.agent.text) ended",
                    why(fact.reason, fact.by), quoted(fact.note),
                ])
        case .toolPinned(let fact):
            return EntryWords(
                "PINNED",
                ["\(name: fact.tool.description)", "its definition is seen for the first time"])
        case .toolRestored(let fact):
            return EntryWords(
                "RESTORED",
                ["\(name: fact.tool.description)", "its definition is the pinned one again"])
        case .toolDrifted(let fact):
            return EntryWords(
                "DRIFTED",
                ["\(name: fact.tool.description)", "its definition changed: its calls are denied"])
        case .trailBroke(let fact):
            return EntryWords(
                "TRAIL",
                ["cannot be written, so nothing is forwarded: \(SafeText(untrusted: fact.detail))"])
        case .trailRestored:
            return EntryWords("TRAIL", ["can be written again"])
        default: return nil
        }
    }

    private static func why(_ end: Run.End, _ by: Actor) -> SafeText {
        switch end {
        case .idle: "it was idle for the policy's time"
        case .time: "its budget of time is spent"
        case .operatorAct: "by \(Words.by(by))"
        case .policy: "the policy does not name its agent any more"
        case .closed: "its connection closed"
        }
    }
}
