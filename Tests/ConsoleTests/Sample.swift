import Console
import Control
import Governance
import Query

/// Values as a supervisor would send them.
enum Sample {
    static let begin: Int64 = 1_795_255_200_000_000_000
    static let second: Int64 = 1_000_000_000

    static func wall(_ nanoseconds: Int64) -> WallTime {
        WallTime(nanoseconds: begin + nanoseconds)
    }

    static func host(at now: Int64, states: [StateView] = []) -> HostView {
        HostView(label: "prod-eu", mode: .enforcing, states: states, now: wall(now))
    }

    static let you = OperatorView(
        name: OperatorName("ana"), answers: .critical, scripts: nil,
        may: OperatorView.Power.allCases, present: 1)

    static func welcome(at now: Int64) -> WelcomeView {
        WelcomeView(version: .current, program: "pullcord 0.1", you: you, host: host(at: now))
    }

    static func digest(_ seed: UInt64) -> Digest {
        let bytes = (0..<32).map { UInt8(truncatingIfNeeded: seed &* 2_654_435_761 >> ($0 % 24)) }
        guard let digest = Digest(bytes: bytes) else { fatalError("thirty-two bytes") }
        return digest
    }

    static func status(at now: Int64, kills: [KillView] = [], agents: [AgentView] = [])
        -> StatusView
    {
        StatusView(
            host: host(at: now), program: "pullcord 0.1", process: 4121, started: wall(0),
            kills: kills, openHolds: 0, inFlight: 0,
            trail: TrailView(
                origin: "prod-eu", size: 10, root: digest(1), waiting: 0, lagNanoseconds: 0),
            policy: PolicyView(
                digest: digest(2), path: "/etc/pullcord/policy.yaml", loaded: wall(0), faults: []),
            operators: [you], agents: agents, servers: [])
    }

    static func hold(_ number: UInt64, tier: Tier, openedAt: Int64, arguments: Int = 2) -> HoldView
    {
        HoldView(
            summary: HoldSummary(
                code: HoldCode(dealing: number).text, revision: 1, digest: digest(number),
                state: .open, declared: tier, tier: tier, agent: AgentName("billing-bot"),
                owner: "cleo", run: "r7", tool: ToolName(server: ServerName("pay"), tool: "refund"),
                say: "refund \(number) usd to A1", opened: wall(openedAt),
                waitUntil: wall(openedAt + 300 * second),
                parkUntil: wall(openedAt + 1_800 * second),
                callerWaits: true, approvalsNeeded: 1, approvals: [], heldBy: "rung"),
            host: host(at: openedAt),
            arguments: (0..<arguments).map {
                ArgumentView(pointer: "/a\($0)", text: "\(number * 100 + UInt64($0))", cutBytes: 0)
            },
            missingArguments: 0, argumentBytes: arguments * 8,
            blast: [BlastView(unit: "usd", amount: "\(number)", cap: "500")],
            undo: tier == .critical ? nil : "pay/cancel_refund",
            why: [
                ReasonView(
                    check: "tier", rule: "refund", line: 12, finding: "\(tier) holds at hold-all")
            ],
            pin: .unreviewed, mustJustify: false, waiting: 0, present: ["ana"])
    }

    static func agent(_ name: String, paused: ActView? = nil, run: String? = nil) -> AgentView {
        AgentView(
            name: AgentName(name), owner: "cleo", proof: .token, isProvable: true, unguarded: [],
            paused: paused, connections: 1, run: run, holds: 0, inFlight: 0, rungs: [])
    }

    static func record(_ sequence: UInt64, kind: String) -> EntryRecord {
        EntryRecord(
            sequence: sequence, wallNanoseconds: begin, kind: kind, call: sequence,
            data: "{\"call\":\"c\(sequence)\"}")
    }

    /// An entry of a kind that this version does not know, with a payload.
    static func entries(ofCall call: UInt64) -> EntriesView {
        EntriesView(
            entries: [
                EntryView(
                    sequence: call, time: wall(0), kind: "call.of-tomorrow", call: call,
                    data: "{\"call\":\"c\(call)\"}",
                    payloads: [
                        PayloadView(kind: "arguments", bytes: 17, text: "{\"/account\":\"A1\"}")
                    ])
            ], more: 0)
    }
}
