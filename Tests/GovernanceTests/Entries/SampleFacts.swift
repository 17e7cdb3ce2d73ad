import JSON

@testable import Governance

/// One fact of each type, with every member that a fact of it can have, and variants without.
enum SampleFacts {
    private static let at = Moment(nanoseconds: 1_234_567_890)
    /// Beyond 2^53, where an entry holds a string.
    private static let late = Moment(nanoseconds: 9_007_199_254_740_993)
    private static let call = CallID(42)
    private static let run = RunID(7)
    private static let bot = AgentName("bot")
    private static let ana = OperatorName("ana")
    private static let code = HoldCode(dealing: 5)
    private static let tool = Sample.tool("pay")
    private static let account = Account(tool: tool, kind: .sum(Unit("usd")))

    static let judgement = Judgement(
        call: call, run: run, agent: bot, connection: ConnectionID(3), action: .tool(tool),
        digest: Sample.digest("call"), definition: Sample.digest("definition"),
        policy: Sample.digest("policy"), declared: .medium, tier: .high,
        quantities: [
            Quantity(unit: Unit("usd"), value: .amount(Sample.amount("12.50"))),
            Quantity(unit: Unit("records"), value: .unclear("missing")),
        ],
        recipients: [
            RecipientMark(mark: Sample.digest("dora"), isListed: false),
            RecipientMark(mark: Sample.digest("alice"), isListed: true),
        ],
        findings: [
            Finding(.kill, .allow), Finding(.grant, .allow, line: 62),
            Finding(.rule, .hold, line: 33, "if /to equals \"mallory\\\": no string\u{1}é"),
            Finding(.limit, .deny, line: 51, "over"),
        ], wouldHave: .deny)

    private static let plain = Judgement(
        call: CallID(43), run: nil, agent: bot, connection: ConnectionID(3),
        action: .other(ServerName("bank"), method: "logging/setLevel"),
        digest: Sample.digest("other"), definition: nil, policy: Sample.digest("policy"),
        declared: nil, tier: .low, quantities: [], recipients: [], findings: [], wouldHave: nil)

    private static let reservations = [
        Reservation(account: account, amount: Sample.amount("12.5"), retention: 3_600_000_000_000),
        Reservation(
            account: Account(tool: tool, kind: .newRecipients), amount: ExactDecimal(1),
            retention: 86_400_000_000_000),
        Reservation(
            account: Account(tool: tool, kind: .calls), amount: ExactDecimal(1),
            retention: 60_000_000_000),
    ]
    private static let spending = Spending(
        calls: 1, writes: 1,
        money: [Unit("usd"): Sample.amount("12.5"), Unit("eur"): Sample.amount("0.01")])
    private static let pause = Pause(by: .person(ana), reason: "odd", at: at)
    private static let inFlight = [
        InFlight(call: call, agent: bot, action: .tool(tool), at: at),
        InFlight(
            call: CallID(44), agent: bot,
            action: .resource(ServerName("bank"), method: "resources/read"), at: at),
        InFlight(call: CallID(45), agent: bot, action: .prompt(ServerName("bank")), at: late),
    ]
    static let policy = Sample().policy

    /// The facts by the names of their golden files.
    static let all: [(name: String, fact: Fact)] = calls + holds + runsAndTools + switches + others

    private static let calls: [(name: String, fact: Fact)] = [
        (
            "call.admitted",
            .callAdmitted(
                CallAdmitted(
                    at: at, judgement: judgement, reservations: reservations, spending: spending,
                    code: code, approvedBy: ana))
        ),
        (
            "call.admitted-alone",
            .callAdmitted(
                CallAdmitted(
                    at: late, judgement: plain, reservations: [],
                    spending: Spending(calls: 1, writes: 0, money: [:]), code: nil,
                    approvedBy: nil))
        ),
        (
            "call.held",
            .callHeld(
                CallHeld(
                    at: at, judgement: judgement, reservations: reservations, spending: spending,
                    code: code, waitUntil: at.advanced(by: .seconds(60)),
                    parkUntil: at.advanced(by: .seconds(600)),
                    covers: [
                        CoveredLimit(
                            account: account,
                            limit: Sample.limit(.sum(ExactDecimal(1), Unit("usd")), 60))
                    ], argumentBytes: 70_000))
        ),
        (
            "call.refused",
            .callRefused(
                CallRefused(at: at, judgement: judgement, kind: .outsidePolicy, isAlert: true))
        ),
        (
            "call.withdrawn",
            .callWithdrawn(
                CallWithdrawn(at: at, call: call, kind: .stopped, detail: "kill all"))
        ),
        ("call.finished", .callFinished(CallFinished(at: at, call: call, outcome: .timedOut))),
    ]

    private static let holds: [(name: String, fact: Fact)] = [
        (
            "hold.approved",
            .holdApproved(
                HoldApproved(
                    at: at, call: call, code: code, by: ana, channel: .terminal,
                    digest: Sample.digest("call"), goesAt: at.advanced(by: .seconds(3)),
                    goodUntil: late, note: "the owner \"asked\""))
        ),
        (
            "hold.approved-for-retry",
            .holdApproved(
                HoldApproved(
                    at: at, call: call, code: code, by: ana, channel: .script,
                    digest: Sample.digest("call"), goesAt: nil, goodUntil: late,
                    note: ""))
        ),
        (
            "hold.denied",
            .holdDenied(
                HoldDenied(
                    at: at, call: call, code: code, by: ana, channel: .terminal,
                    reason: .wrongTarget, note: "that is another's \"account\""))
        ),
        ("hold.expired", .holdExpired(ended(.expired, "nobody answered in time"))),
        ("hold.withdrawn", .holdWithdrawn(ended(.withdrawn, "its run ended"))),
        ("hold.recalled", .holdRecalled(HoldActed(at: at, call: call, code: code, by: ana))),
        (
            "hold.reopened",
            .holdReopened(
                HoldReopened(at: at, call: call, code: code, detail: "it would go over 10/min"))
        ),
        (
            "hold.extended",
            .holdExtended(
                HoldExtended(
                    at: at, call: call, code: code, by: ana,
                    waitUntil: at.advanced(by: .seconds(60)), parkUntil: late))
        ),
        ("caller.left", .callerLeft(moved(.toldToReturn))),
        ("caller.returned", .callerReturned(moved(.returned))),
    ]

    private static let runsAndTools: [(name: String, fact: Fact)] = [
        (
            "run.started",
            .runStarted(RunStarted(at: at, run: run, agent: bot, connection: ConnectionID(3)))
        ),
        ("run.joined", .runJoined(RunJoined(at: at, run: run, connection: ConnectionID(3)))),
        ("run.left", .runLeft(RunLeft(at: at, run: run, connection: ConnectionID(3)))),
        (
            "run.ended",
            .runEnded(
                RunEnded(
                    at: at, run: run, agent: bot, reason: .operatorAct, by: .person(ana),
                    note: "done for today"))
        ),
        (
            "tool.pinned",
            .toolPinned(ToolPinned(at: at, tool: tool, definition: Sample.digest("1")))
        ),
        (
            "tool.drifted",
            .toolDrifted(
                ToolDrifted(
                    at: at, tool: tool, pinned: Sample.digest("1"), listed: Sample.digest("2")))
        ),
        (
            "tool.restored",
            .toolRestored(ToolPinned(at: at, tool: tool, definition: Sample.digest("1")))
        ),
        (
            "rung.granted",
            .rungGranted(
                RungGranted(
                    at: at, agent: bot, tool: tool, rung: .withinCaps, by: ana,
                    reason: "two good weeks"))
        ),
        (
            "proof.changed",
            .proofChanged(
                ProofChanged(at: at, agent: bot, token: Sample.digest("token"), by: ana))
        ),
        (
            "proof.changed-revoked",
            .proofChanged(ProofChanged(at: at, agent: bot, token: nil, by: ana))
        ),
    ]

    private static let switches: [(name: String, fact: Fact)] = [
        ("agent.paused", .agentPaused(AgentPaused(agent: bot, pause: pause))),
        ("agent.resumed", .agentResumed(AgentResumed(at: at, agent: bot, by: ana))),
        ("agent.held_back", .agentHeldBack(AgentHeldBack(at: at, agent: bot))),
        ("writes.frozen", .writesFrozen(WritesFrozen(isFrozen: true, act: pause))),
        (
            "kill.engaged",
            .killEngaged(
                KillEngaged(
                    kill: Kill(scope: .tool(tool), by: .killFile, reason: "stop", at: at),
                    inFlight: inFlight))
        ),
        (
            "kill.released",
            .killReleased(KillReleased(at: at, scope: .all, by: ana, reason: "checked"))
        ),
        (
            "act.refused",
            .actRefused(
                ActRefused(
                    at: at, by: ana, act: "approve 222", kind: .tooLate, reason: "no"))
        ),
    ]

    private static let others: [(name: String, fact: Fact)] = [
        (
            "supervisor.started",
            .started(
                SupervisorStarted(
                    at: at, wasClean: false, orphans: inFlight,
                    clock: ClockReading(
                        boot: "0e1b", bootNanoseconds: 1 << 60, wallNanoseconds: -5)))
        ),
        (
            "policy.applied",
            .policyApplied(
                PolicyChanged(at: at, policy: policy, changes: ["bank/pay: cap"], by: ana))
        ),
        (
            "policy.pending",
            .policyPending(PolicyChanged(at: at, policy: policy, changes: [], by: nil))
        ),
        ("trail.broke", .trailBroke(TrailBroke(at: at, detail: "disk full"))),
        ("trail.restored", .trailRestored(TrailRestored(at: at))),
    ]

    private static func ended(_ kind: RefusalKind, _ detail: String) -> HoldEnded {
        HoldEnded(at: at, call: call, code: code, kind: kind, detail: detail)
    }

    private static func moved(_ way: CallerMoved.Way) -> CallerMoved {
        CallerMoved(at: at, call: call, code: code, way: way, waitUntil: late)
    }
}
