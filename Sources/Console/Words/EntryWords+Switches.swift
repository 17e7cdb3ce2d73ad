import Control
import Governance
import SafeText

extension EntryWords {
    /// What a person or the supervisor stopped, let go or allowed.
    static func ofSwitch(_ fact: Fact) -> EntryWords? {
        switch fact {
        case .killEngaged(let fact):
            let calls = fact.inFlight.map(name).joined(by: ", ")
            return EntryWords(
                "KILLED",
                [
                    """
                    \(Words.scope(ControlScope(fact.kill.scope))) by \(Words.by(fact.kill.by)): \
                    \(untrusted: fact.kill.reason)
                    """,
                    calls.isEmpty ? "" : "sent before: \(calls)",
                ])
        case .killReleased(let fact):
            return EntryWords(
                "RELEASED",
                [
                    """
                    \(Words.scope(ControlScope(fact.scope))) by \(name: fact.by.text): \(untrusted: fact.reason)
                    """
                ])
        case .agentPaused(let fact):
            return EntryWords(
                "PAUSED",
                [
                    """
                    \(name: fact.agent.text) by \(Words.by(fact.pause.by)): \
                    \(untrusted: fact.pause.reason)
                    """
                ])
        case .agentResumed(let fact):
            return EntryWords("RESUMED", ["\(name: fact.agent.text) by \(name: fact.by.text)"])
        case .agentHeldBack(let fact):
            return EntryWords(
                "HELD BACK",
                [
                    "\(name: fact.agent.text)",
                    "too much that it asked was refused: it is read from more slowly",
                ])
        case .writesFrozen(let fact):
            return EntryWords(
                fact.isFrozen ? "FROZEN" : "THAWED",
                ["everybody's writes by \(Words.by(fact.act.by))", quoted(fact.act.reason)])
        case .rungGranted(let fact):
            return EntryWords(
                "GRANTED",
                [
                    "\(name: fact.agent.text)", "\(name: fact.tool.description)",
                    "\(Words.rung(fact.rung)) by \(name: fact.by.text)", quoted(fact.reason),
                ])
        case .proofChanged(let fact):
            return EntryWords(
                "PROOF",
                [
                    "\(name: fact.agent.text)",
                    fact.token == nil
                        ? "token taken away by \(name: fact.by.text)"
                        : "new token by \(name: fact.by.text)",
                ])
        case .actRefused(let fact):
            return EntryWords(
                "NOT DONE",
                [
                    "\(SafeText(untrusted: fact.act)) by \(name: fact.by.text): \(SafeText(untrusted: fact.reason))"
                ])
        default: return nil
        }
    }

    /// `c2 nina d/slow`
    static func name(_ flight: InFlight) -> SafeText {
        """
        \(name: flight.call.description) \(name: flight.agent.text) \
        \(name: flight.action.shown.description)
        """
    }
}
