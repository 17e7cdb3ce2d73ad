import Control
import Governance
import JSON

/// One full value of each wire type, and of each with nothing optional in it.
enum Samples {
    static let digest =
        Digest(bytes: (0..<32).map { UInt8($0) }) ?? unreachable("thirty-two bytes")
    static let now = WallTime(nanoseconds: 1_795_255_200_000_000_000)
    static let tool = ToolName(server: ServerName("pay"), tool: "refund/äß\u{202E}")

    static func unreachable<Value>(_ what: String) -> Value { fatalError(what) }

    static func later(_ seconds: Int64) -> WallTime {
        WallTime(nanoseconds: now.nanoseconds + seconds * 1_000_000_000)
    }

    static let act = ActView(by: "ana", at: now, reason: "\"quoted\"\n\u{1B}[2J")
    static let bareAct = ActView(by: "supervisor", at: WallTime(nanoseconds: -1))
    static let host = HostView(
        label: "prod-eu", colour: "alarm", mode: .observing,
        states: StateView.Kind.allCases.map { StateView(kind: $0, reasons: ["one", "two"]) },
        now: now)
    static let bareHost = HostView(label: "laptop", mode: .enforcing, states: [], now: now)
    static let person = OperatorView(
        name: OperatorName("ana"), answers: .critical, scripts: .medium,
        may: OperatorView.Power.allCases, present: 2)

    static func summary(
        state: HoldSummary.State = .open, tier: Tier = .high, settled: ActView? = nil
    ) -> HoldSummary {
        HoldSummary(
            code: "A7Q", revision: 3, digest: digest, state: state, declared: .medium, tier: tier,
            agent: AgentName("billing-bot"), owner: "cleo", run: "r7", tool: tool,
            say: "refund 900 usd to A1", opened: now, waitUntil: later(300),
            parkUntil: later(1800), callerWaits: true, approvalsNeeded: 2,
            approvals: [ApprovalView(by: OperatorName("bo"), at: now, channel: .script)],
            settled: settled, paused: act, heldBy: "limit+tier")
    }

    static let hold = HoldView(
        summary: summary(), host: host,
        arguments: [
            ArgumentView(pointer: "/amount", text: "900.00", cutBytes: 0),
            ArgumentView(pointer: "/to/0", text: "\"A1\"", cutBytes: 12),
        ],
        alsoSent: [ArgumentView(pointer: "/params/mode/dry", text: "false", cutBytes: 0)],
        missingArguments: 1, argumentBytes: 4096,
        blast: [
            BlastView(unit: "usd", amount: "900.00", cap: "500"), BlastView(unit: "records"),
        ],
        undo: "pay/cancel_refund",
        why: [
            ReasonView(check: "tier", rule: "bulk", line: 12, finding: "high"),
            ReasonView(check: "limit", finding: "over"),
        ],
        pin: .unreviewed, mustJustify: true, waiting: 4, present: ["ana", "bo"])

    static let kill = KillView(scope: .tool(tool), source: .file, act: act)
    static let policy = PolicyView(
        digest: digest, path: "/etc/pullcord/policy.yaml", loaded: now,
        pending: PendingPolicyView(
            digest: digest, since: now, differences: ["pay/refund: cap 500 usd -> 900 usd"],
            approvalsNeeded: 2, approvedBy: ["ana"]),
        faults: ["policy.yaml:3:5: no such key"])
    static let agent = AgentView(
        name: AgentName("billing-bot"), owner: "cleo", proof: .token, isProvable: true,
        unguarded: ["shares user id 1000 with operator ana"], paused: act,
        heldBack: HeldBackView(since: now, refusals: 251, perSecond: 50), connections: 1,
        run: "r7", holds: 1, inFlight: 2,
        rungs: [RungView(tool: tool, rung: .holdAll, ceiling: .withinCaps)])
    static let server = ServerView(
        name: ServerName("pay"), pin: .accepted, tools: 3,
        processes: [
            ProcessView(
                agent: AgentName("billing-bot"), state: .waiting, since: now, process: 41,
                revision: "2025-06-18", restarts: 2, fault: "exit 1")
        ])
    static let run = RunView(
        run: "r7", agent: AgentName("billing-bot"), started: now, lastCall: later(1),
        ends: later(2), ended: act, connections: 1, holds: 1,
        spent: [
            SpentView(name: "usd", spent: "900.00", limit: "2000"),
            SpentView(name: "calls", spent: "3"),
        ])
    static let toolPage = ToolsView(
        host: host, since: now, from: 3, total: 2_000, strangers: 2,
        tools: [
            ToolView(
                tool: tool, tier: .medium, pin: .drifted, agents: 2, waiting: 1, inFlight: 1,
                counts: ToolCountsView(calls: 412, held: 3, denied: 14, ended: 397, errors: 13),
                lately: ToolCountsView(calls: 12, held: 1, denied: 2, ended: 9, errors: 1),
                rate: ToolRateView(
                    calls: (0..<60).map { $0 * 7 }, held: [0, 1, 0], denied: [2, 0]),
                p95Nanoseconds: 420_000_000, lastCall: now, lastError: later(-9),
                limits: [
                    LimitView(
                        counts: "calls", windowNanoseconds: 60_000_000_000, used: "8",
                        limit: "10", percent: 80, over: .hold),
                    LimitView(
                        counts: "usd", windowNanoseconds: 3_600_000_000_000, used: "400.5",
                        limit: "2000", percent: 20, over: .deny),
                ],
                blast: [
                    ToolBlastView(unit: "usd", source: "the number at /amount", cap: "500"),
                    ToolBlastView(unit: "records", source: "1 a call"),
                ], more: 2, undo: "pay/cancel_refund"),
            ToolView(
                tool: tool, tier: nil, pin: nil, agents: 0, waiting: 0, inFlight: 0,
                counts: ToolCountsView(), lately: ToolCountsView(), rate: ToolRateView(),
                limits: [], blast: []),
        ])
    static let status = StatusView(
        host: host, program: "pullcord 0.1", process: 4121, started: now, kills: [kill],
        killDirectories: ["/run/pullcord/kill", "/srv/\u{1B}"], frozen: act, openHolds: 1,
        oldestHold: now, inFlight: 2,
        trail: TrailView(
            origin: "prod-eu", size: .max, root: digest, waiting: 3, lagNanoseconds: 20_000_000,
            fault: "disk full"),
        policy: policy, operators: [person], agents: [agent], servers: [server])
    static let entry = EntryView(
        sequence: 88_101, time: now, kind: "hold.opened", call: 7, data: "{\"code\":\"A7Q\"}",
        payloads: [
            PayloadView(kind: "arguments", bytes: 17, text: "{}"),
            PayloadView(kind: "result", bytes: 3),
        ])

    static let requests: [ControlRequest] =
        [
            .hello(version: .current, program: "pullcord 0.1"), .status, .holds, .hold(code: "A7Q"),
            .answer(
                ControlAnswer(
                    code: "A7Q", digest: digest, revision: 3, decision: .approve,
                    channel: .terminal,
                    justification: "the customer asked")),
            .recall(code: "A7Q"), .extend(code: "A7Q", nanoseconds: 300_000_000_000),
            .grant(
                agent: AgentName("billing-bot"), tool: tool, rung: .sampled,
                reason: "two good weeks"),
            .pause(agent: AgentName("billing-bot"), reason: "loops"),
            .resume(agent: AgentName("billing-bot")), .freeze(reason: "incident 7"), .thaw, .runs,
            .tools(from: 0, around: nil, count: 0),
            .tools(from: 7, around: tool, count: ControlLimits.tools),
            .endRun(run: "r7", reason: "done"), .agents, .proofChanged(agent: AgentName("é")),
            .policyReload, .policyPending, .policyApply(digest: digest), .subscribe(from: nil),
            .subscribe(from: .max), .call(7), .entries(before: .max),
        ]
        + scopes.flatMap { [.kill(scope: $0, reason: "stop"), .release(scope: $0, reason: "go")] }
        + (ControlDenial.numbered + [.text("not on a Friday")]).map {
            .answer(
                ControlAnswer(
                    code: "A7Q", digest: digest, revision: 3, decision: .deny($0),
                    channel: .script))
        }

    static let scopes: [ControlScope] = [
        .everything, .server(ServerName("pay")), .tool(tool), .agent(AgentName("billing-bot")),
        .run("r7"),
    ]

    static let replies: [ControlReply] =
        [
            .welcome(
                WelcomeView(version: .current, program: "pullcord 0.1", you: person, host: bareHost)
            ),
            .status(status), .hold(hold),
            .holds(HoldsView(host: host, holds: [summary()], more: 2)),
            .settled(SettledView(hold: summary(state: .denied), sequence: 9, message: "denied")),
            .done(DoneView(sequence: 9, message: "paused", standing: ["writes are frozen"])),
            .done(DoneView(message: "no change")),
            .runs(RunsView(host: host, runs: [run], more: 0)),
            .tools(toolPage),
            .agents(AgentsView(host: host, agents: [agent])),
            .killed(
                KilledView(
                    kill: kill, latched: now,
                    calls: CallView.State.allCases.map {
                        CallView(
                            call: .max, agent: AgentName("b"), tool: tool, forwarded: now, state: $0
                        )
                    }, withdrawn: 1)),
            .policy(policy), .entries(EntriesView(entries: [entry], more: 1)),
            .snapshot(
                SnapshotView(
                    sequence: 1, status: status,
                    holds: HoldsView(
                        host: bareHost,
                        holds: HoldSummary.State.allCases.map {
                            summary(state: $0, settled: bareAct)
                        },
                        more: 0), runs: RunsView(host: host, runs: [], more: 0))),
        ]
        + ControlFault.Code.allCases.map {
            .fault(
                ControlFault($0, message: "no hold A7Q", next: "list them with `pullcord holds`"))
        }

    static let lines: [ControlLine] =
        replies.enumerated().map { .reply(number: UInt64($0.offset), $0.element) }
        + [
            .feed(.entry(entry)), .feed(.lost(next: 4, message: "too slow")),
            .feed(.tick(now: now, next: 5)),
        ]
}
