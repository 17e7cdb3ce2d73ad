import Control
import Governance
import MCP

/// What is carried out when an entry is durable.
enum Waiting {
    /// Tell the governor that the admission is recorded.
    case admission(CallID)
    /// Give an agent its answer; `otherwise` is what it is told where the trail fails before that.
    case answer(Caller, [UInt8], otherwise: MCP.RefusalKind)
    /// Give an agent a list as it is by then.
    case list(Caller, ListKind)
    /// Answer an operator.
    case reply(Answering, ControlReply)
    /// Answer an operator with what is so by then.
    case complete(Answering, Completion, UInt64?)
    /// Release the latch, then answer the operator.
    case unlatch(Answering, Completion, UInt64?)
    /// Let agents in: what the start decided is recorded.
    case welcome(@Sendable () -> Void)
}

extension Supervisor {
    /// Carries something out when this entry is durable; at once where there is none to wait for.
    func wait(for sequence: UInt64?, _ item: Waiting) {
        guard let sequence, sequence > recorder.durable ?? 0 || recorder.durable == nil else {
            return proceed(item)
        }
        guard governor.trailFault == nil else { return abandon(item) }
        waiting.wait(for: sequence, item)
    }

    func proceed(_ item: Waiting) {
        switch item {
        case .admission(let call): recorded(call)
        case .answer(let caller, let bytes, _): deliver(bytes, to: caller)
        case .list(let caller, let kind): answerList(kind, to: caller)
        case .reply(let answer, let reply): answer.send(reply)
        case .complete(let answer, let completion, let sequence):
            complete(answer, completion, sequence)
        case .unlatch(let answer, let completion, let sequence):
            unlatch(answer, completion, sequence)
        case .welcome(let ready): letAgentsIn(ready)
        }
    }

    /// The trail failed before the entry was durable. What was admitted was withdrawn by the
    /// governor already.
    func abandon(_ item: Waiting) {
        switch item {
        case .admission: break
        case .answer(let caller, _, let kind):
            deliver(Refusal(kind, reference: "-").answer(to: caller.request), to: caller)
        case .list(let caller, _):
            deliver(Refusal(.unrecorded, reference: "-").answer(to: caller.request), to: caller)
        case .complete(let answer, let completion, _):
            guard case .killed = completion else { return answer.send(.fault(.unrecorded)) }
            latch(answer, completion, nil)
        case .reply(let answer, _), .unlatch(let answer, _, _):
            answer.send(.fault(.unrecorded))
        case .welcome(let ready): letAgentsIn(ready)
        }
    }
}

extension ControlFault {
    /// An act that is in force and that no restart will know of.
    static let unrecorded = ControlFault(
        .trail, message: "the trail failed before this could be recorded",
        next: "it is in force until the supervisor stops; see pullcord status")
}
