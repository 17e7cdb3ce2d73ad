import Governance
import JSON

/// A second, simple opinion on what a governor decides: it believes events, checks facts, and
/// counts by adding everything up again each time. It shares no code with the governor but the
/// words of policy, events and facts.
struct Witness {
    var policy: Policy
    var pending: Digest?
    var calls: [CallID: WitnessedCall] = [:]
    /// The calls of each tool and run that still may count, in the order in which they came.
    var callsOfTool: [ToolName: [CallID]] = [:]
    var callsOfRun: [RunID: [CallID]] = [:]
    var codes: [HoldCode: CallID] = [:]
    var highestCall: UInt64 = 0

    var kills: [KillScope] = []
    var paused: Set<AgentName> = []
    var isFrozen = false
    var isTrailBroken = false
    var uncleanStarts = 0

    var runs: [RunID: WitnessedRun] = [:]
    var runStarts: [AgentName: [Moment]] = [:]
    var runOfConnection: [ConnectionID: RunID] = [:]
    var rungs: [String: Rung] = [:]
    var known: [String: Set<Digest>] = [:]
    var firstListed: [ToolName: Digest] = [:]
    var lastListed: [ToolName: Digest] = [:]

    init(policy: Policy) {
        self.policy = policy
    }

    /// Takes an event and what followed from it; throws where something must not be.
    mutating func see(_ event: Event, _ facts: [Fact], at now: Moment) throws {
        try believe(event, facts, at: now)
        for fact in facts {
            try check(fact, after: event, at: now)
        }
        try checkAnswers(to: event, facts)
    }

    private mutating func check(_ fact: Fact, after event: Event, at now: Moment) throws {
        switch fact {
        case .callAdmitted(let fact): try check(fact, after: event, at: now)
        case .callHeld(let fact): try check(fact, after: event, at: now)
        case .callRefused(let fact): try check(fact, after: event, at: now)
        case .callForwarded(let call): try checkForwarded(call, after: event)
        case .callWithdrawn(let fact): try checkWithdrawn(fact.call, after: event)
        case .callFinished(let fact): try check(fact, after: event)
        case .holdApproved(let fact): try check(fact, after: event, at: now)
        case .holdDenied(let fact): try check(fact, after: event)
        case .holdExpired(let fact): try checkExpired(fact, at: now)
        case .holdWithdrawn(let fact): try checkWithdrawn(fact)
        case .holdRecalled(let fact): try checkRecalled(fact, after: event)
        case .holdReopened(let fact): try checkReopened(fact, at: now)
        case .holdExtended(let fact): try check(fact, after: event)
        case .callerLeft(let fact): try checkLeft(fact)
        case .callerReturned(let fact): try checkReturned(fact, after: event)
        default: try checkSwitch(fact, after: event, at: now)
        }
    }

    /// Each proposal gets exactly one answer, and what names nothing known gets none.
    private func checkAnswers(to event: Event, _ facts: [Fact]) throws {
        switch event {
        case .proposed:
            let answers = facts.count {
                switch $0 {
                case .callAdmitted(let fact): fact.code == nil
                case .callHeld, .callRefused, .callerReturned: true
                default: false
                }
            }
            try require(answers == 1, "a proposal got \(answers) answers")
        case .recorded(let call, _), .unwritten(let call, _), .finished(let call, _),
            .callerLeft(let call):
            guard calls[call] == nil else { return }
            try require(facts.isEmpty, "facts for \(call), which nobody knows")
        default: break
        }
    }
}

/// A call as the witness remembers it.
struct WitnessedCall {
    enum Phase: Equatable {
        case held, admitted, forwarded, over, refused
        case denied, expired
    }

    let judgement: Judgement
    var phase: Phase
    var isWaiting: Bool
    /// When what it takes was counted; moves when an approved call goes.
    var chargedAt: Moment
    /// Whether it still counts.
    var isCharged: Bool
    let dollars: ExactDecimal
    let newRecipients: Int
    /// Until when an approval may be used.
    var deadline = Moment.zero
    var isExtended = false
    /// The length of its arguments, where it was held.
    var argumentBytes = 0
    /// An approval that was given, not recalled and not used: when it goes, if it goes by itself.
    var approval: Approval?
    /// The limits of the tool that were over when it was held: a person decided on those.
    var overAtProposal: Set<Int> = []

    struct Approval {
        let goesAt: Moment?
    }

    var isLiveHold: Bool { phase == .held }
    var isWrite: Bool { judgement.tier > .low }
}

/// A run as the witness remembers it.
struct WitnessedRun {
    let agent: AgentName
    let startedAt: Moment
    var isOpen = true
    var denied: Set<Digest> = []
}
