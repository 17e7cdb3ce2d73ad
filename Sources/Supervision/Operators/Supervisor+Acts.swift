import Control
import Governance

extension Supervisor {
    /// Something that changes the state. Its answer goes out when its entry is durable.
    func act(_ line: ControlRequestLine, for connection: OperatorConnection) {
        let person = connection.name
        let answer = Answering(number: line.number, connection: connection)
        switch line.request {
        case .answer(let given): settle(given, by: person, answer)
        case .recall(let code):
            change(code, answer, "it waits for an answer again") {
                .recalled($0, by: person, isUnwritten: isUnwritten($0))
            }
        case .extend(let code, let nanoseconds):
            change(code, answer, "it has more time") {
                .extended($0, by: person, span: nanoseconds.map { .nanoseconds($0) })
            }
        case .grant(let agent, let tool, let rung, let reason):
            guard governor.policy?.agents[agent] != nil else {
                return answer.send(.fault(.notFound("the policy names no agent \(agent)")))
            }
            finish(
                happen(.granted(agent, tool, rung, by: person, reason: reason)), answer,
                .done("\(agent) works with \(tool) at \(rung.word)"))
        case .pause(let agent, let reason):
            guard governor.policy?.agents[agent] != nil else {
                return answer.send(.fault(.notFound("the policy names no agent \(agent)")))
            }
            finish(
                happen(.paused(agent, by: .person(person), reason: reason)), answer,
                .done(
                    "\(agent) is paused: its new calls are denied; pullcord resume \(agent) takes it back"
                ))
        case .resume(let agent):
            guard governor.policy?.agents[agent] != nil || governor.switches.pauses[agent] != nil
            else {
                return answer.send(.fault(.notFound("the policy names no agent \(agent)")))
            }
            finish(happen(.resumed(agent, by: person)), answer, .done("\(agent) may call again"))
        case .freeze(let reason):
            finish(
                happen(.froze(true, by: .person(person), reason: reason)), answer,
                .done("everybody's writes are refused; pullcord freeze --off takes it back"))
        case .thaw:
            guard governor.switches.freeze != nil else {
                return finish(
                    Happened(facts: [], sequence: nil), answer, .done("writes were not frozen"))
            }
            finish(
                happen(.froze(false, by: .person(person), reason: "")), answer,
                .done("writes go again"))
        case .endRun(let run, let reason): endRun(run, by: person, reason, answer)
        case .kill(let scope, let reason): kill(scope, by: person, reason, answer)
        case .release(let scope, let reason): release(scope, by: person, reason, answer)
        case .proofChanged(let agent): proofChanged(agent, by: person, answer)
        case .policyReload: reloadPolicy(answer)
        case .policyApply(let digest):
            applyPolicy(digest, by: person, answer)
        default:
            answer.send(
                .fault(
                    ControlFault(
                        .badRequest, message: "this is no request to act", next: "nothing was done")
                ))
        }
    }

    /// Answers a hold with what the person saw.
    private func settle(
        _ given: ControlAnswer, by person: OperatorName, _ answer: Answering
    ) {
        withCode(given.code, answer) { code in
            if case .approve = given.decision, given.justification?.isEmpty ?? true,
                let tool = governor.holds.hold(coded: code)?.judgement.action.tool,
                governor.policy?.tools[tool]?.justify ?? false
            {
                return answer.send(
                    .fault(
                        ControlFault(
                            .mustJustify, message: "\(tool) is approved with words only",
                            next: "say why with --reason")))
            }
            let verdict: HoldAnswer.Verdict =
                switch given.decision {
                case .approve: .approve
                case .deny(let reason): .deny(reason.reason, note: reason.note)
                }
            let event = HoldAnswer(
                code: code, verdict: verdict, by: person,
                channel: given.channel == .terminal ? .terminal : .script, digest: given.digest,
                revision: given.revision, showing: showing(code),
                note: given.justification ?? "")
            let happened = happen(.answered(event))
            finish(happened, answer, .hold(code, happened.sentence))
        }
    }

    /// Changes a hold of which nothing was shown.
    private func change(
        _ text: String, _ answer: Answering, _ done: String, _ event: (HoldCode) -> Event
    ) {
        withCode(text, answer) { code in
            finish(happen(event(code)), answer, .hold(code, done))
        }
    }

    /// Whether a call that was approved and let go waits behind a full pipe, with no byte written.
    private func isUnwritten(_ code: HoldCode) -> Bool {
        guard let call = governor.holds.hold(coded: code)?.judgement.call,
            case .forwarded = calls[call]?.stage, let key = calls[call]?.key
        else { return false }
        return servers[key]?.channel.isUnwritten(call) ?? false
    }

    /// How much of a hold's arguments a card can show, for whoever is to have seen it.
    private func showing(_ code: HoldCode) -> HoldAnswer.Showing {
        let call = governor.holds.hold(coded: code)?.judgement.call
        return call.flatMap { held[$0] }?.content.showing ?? .nothing
    }

    private func withCode(
        _ text: String, _ answer: Answering, _ body: (HoldCode) -> Void
    ) {
        guard let code = HoldCode(typed: text) else {
            return answer.send(
                .fault(
                    .notFound(
                        "\(text) is no code of a hold", next: "pullcord holds lists them")))
        }
        body(code)
    }

    private func endRun(
        _ text: String, by person: OperatorName, _ reason: String, _ answer: Answering
    ) {
        guard let run = RunID(typed: text) else {
            return answer.send(
                .fault(.notFound("\(text) is no run", next: "pullcord runs lists them")))
        }
        guard governor.knows(.run(run)) else {
            return answer.send(
                .fault(.notFound("there is no open run \(text)", next: "pullcord runs lists them")))
        }
        finish(
            happen(.runEnded(run, by: person, note: reason)), answer,
            .done("run \(run) has ended; what waited in it is withdrawn"))
    }

    private func release(
        _ scope: ControlScope, by person: OperatorName, _ reason: String, _ answer: Answering
    ) {
        guard let scope = KillScope(scope) else {
            return answer.send(.fault(.notFound("there is no such run")))
        }
        let happened = happen(.released(scope, by: person, reason: reason))
        let done = Completion.released(scope)
        for case .killReleased in happened.facts where scope == .all {
            // The latch follows the entry: were it first, a power cut between them would lose both.
            return wait(for: happened.sequence, .unlatch(answer, done, happened.sequence))
        }
        finish(happened, answer, done, next: engagedScopes)
    }

    /// Answers when the entry of the act is durable, or at once where nothing was recorded.
    func finish(
        _ happened: Happened, _ answer: Answering, _ done: Completion, next: String = ""
    ) {
        for case .actRefused(let refused) in happened.facts {
            var next = next
            if case .hold = done { next = refused.kind.whereHoldsAre }
            next = next.isEmpty ? "nothing was changed" : "nothing was changed; \(next)"
            let fault = ControlFault(
                refused.kind.code, message: "cannot \(refused.act): \(refused.reason)", next: next)
            return wait(for: happened.sequence, .reply(answer, .fault(fault)))
        }
        if happened.sequence == nil, !happened.facts.isEmpty {
            return answer.send(.fault(.unrecorded))
        }
        wait(for: basis(of: happened), .complete(answer, done, happened.sequence))
    }

    /// The entry that an answer stands on. Where nothing had to change, what was so already must be
    /// durable: the first who froze may still wait for the disk when the second is told of it.
    func basis(of happened: Happened) -> UInt64? {
        happened.sequence ?? (happened.facts.isEmpty ? recorder.last : nil)
    }
}

/// Whom an answer goes to, and under which number.
struct Answering {
    let number: UInt64
    let connection: OperatorConnection

    func send(_ reply: ControlReply) {
        connection.send(number, reply)
    }
}

/// What an act is answered with when it is durable.
enum Completion {
    case done(String)
    /// A kill was released; what stands beside it is told as it is then.
    case released(KillScope)
    /// The hold as it is then.
    case hold(HoldCode, String)
    case policy
    case killed(KillScope, InFlightList)
}

/// The calls that a kill found written, by name, and what it withdrew.
struct InFlightList {
    let calls: [InFlight]
    let withdrawn: Int
}

extension Happened {
    /// What a person is told of an answer.
    fileprivate var sentence: String {
        for fact in facts {
            switch fact {
            case .callAdmitted: return "the call goes"
            case .holdDenied: return "the agent is told no"
            case .holdApproved(let approved):
                if approved.goesAt == nil {
                    return "the same call of the same agent goes, once"
                }
                if !facts.contains(where: { if case .callAdmitted = $0 { true } else { false } }) {
                    return
                        "the call goes in 3 s; pullcord recall \(approved.code) takes it back"
                }
            default: continue
            }
        }
        return "nothing changed"
    }
}

extension ActRefused.Kind {
    /// The same on the control socket.
    fileprivate var code: ControlFault.Code {
        switch self {
        case .notFound: .notFound
        case .stale: .stale
        case .tooLate: .settled
        case .notPermitted: .notPermitted
        }
    }

    /// What to do about a hold that is not there, or not as it was.
    fileprivate var whereHoldsAre: String {
        switch self {
        case .notFound: "pullcord holds lists them"
        case .stale, .tooLate: "see pullcord holds"
        case .notPermitted: ""
        }
    }
}

extension ControlDenial {
    fileprivate var reason: DenialReason {
        switch self {
        case .wrongTarget: .wrongTarget
        case .tooBroad: .tooBroad
        case .suspicious: .suspicious
        case .notNeeded: .notNeeded
        case .policy: .policy
        case .text: .other
        }
    }

    fileprivate var note: String {
        if case .text(let text) = self { text } else { "" }
    }
}

extension KillScope {
    init?(_ scope: ControlScope) {
        switch scope {
        case .everything: self = .all
        case .server(let server): self = .server(server)
        case .tool(let tool): self = .tool(tool)
        case .agent(let agent): self = .agent(agent)
        case .run(let text):
            guard let run = RunID(typed: text) else { return nil }
            self = .run(run)
        }
    }
}
