package import Control
package import Governance

/// Something that a person does with a switch, apart from the cards.
package enum Act: Hashable, Sendable {
    case pause(AgentName)
    case resume(AgentName)
    case freeze
    case thaw
    case endRun(String)
    case release(ControlScope)

    /// What takes it back; nil where nothing does.
    package var inverse: Act? {
        switch self {
        case .pause(let agent): .resume(agent)
        case .resume(let agent): .pause(agent)
        case .freeze: .thaw
        case .thaw: .freeze
        case .endRun, .release: nil
        }
    }

    /// How it is asked for: what lets go needs one key, what stops needs the person's words.
    var question: Prompt {
        switch self {
        case .resume, .thaw: .confirm(self)
        case .pause, .freeze, .endRun: .reason(self, text: "")
        case .release(let scope): .release(scope, typed: "")
        }
    }

    /// The request, with the person's reason where one is recorded.
    func request(reason: String) -> ControlRequest {
        switch self {
        case .pause(let agent): .pause(agent: agent, reason: reason)
        case .resume(let agent): .resume(agent: agent)
        case .freeze: .freeze(reason: reason)
        case .thaw: .thaw
        case .endRun(let run): .endRun(run: run, reason: reason)
        case .release(let scope): .release(scope: scope, reason: reason)
        }
    }
}
