import Control
import Governance

/// Holds for cards.
enum Samples {
    static let digest = Digest(bytes: (0..<32).map { UInt8($0) })
    static let now = WallTime(nanoseconds: 1_795_255_200_000_000_000)

    static func later(_ seconds: Int64) -> WallTime {
        WallTime(nanoseconds: now.nanoseconds + seconds * 1_000_000_000)
    }

    static let host = HostView(label: "prod-eu", mode: .enforcing, states: [], now: now)
    static let unguarded = HostView(
        label: "laptop", mode: .observing,
        states: [
            StateView(
                kind: .unguarded,
                reasons: [
                    "agent billing-bot shares user id 1000 with operator ana",
                    "server pay runs as the supervisor's user",
                ])
        ], now: now)

    static func summary(
        tier: Tier = .medium, declared: Tier = .medium, state: HoldSummary.State = .open,
        tool: String = "refund", say: String? = "refund 900.00 usd to A1", callerWaits: Bool = true,
        approvalsNeeded: Int = 1, approvals: [ApprovalView] = []
    ) throws -> HoldSummary {
        HoldSummary(
            code: "A7Q", revision: 1, digest: try require(digest), state: state,
            declared: declared, tier: tier, agent: AgentName("billing-bot"), owner: "cleo",
            run: "r7", tool: ToolName(server: ServerName("pay"), tool: tool), say: say,
            opened: later(-12), waitUntil: later(288), parkUntil: later(1788),
            callerWaits: callerWaits, approvalsNeeded: approvalsNeeded, approvals: approvals)
    }

    static func hold(
        _ summary: HoldSummary, host: HostView = host,
        arguments: [ArgumentView] = [
            ArgumentView(pointer: "/amount", text: "900.00", cutBytes: 0),
            ArgumentView(pointer: "/account", text: "\"A1\"", cutBytes: 0),
        ], missing: Int = 0, bytes: Int = 34, undo: String? = "pay/cancel_refund",
        pin: PinState = .accepted, mustJustify: Bool = false, waiting: Int = 0,
        present: [String] = ["ana"]
    ) -> HoldView {
        HoldView(
            summary: summary, host: host, arguments: arguments, missingArguments: missing,
            argumentBytes: bytes, blast: [BlastView(unit: "usd", amount: "900.00", cap: "1000")],
            undo: undo,
            why: [
                ReasonView(
                    check: "rung", rule: "billing-bot", line: 31,
                    finding: "hold-all: everything above low waits for a person")
            ], pin: pin, mustJustify: mustJustify, waiting: waiting, present: present)
    }

    struct Missing: Error {}

    static func require<Value>(_ value: Value?) throws -> Value {
        guard let value else { throw Missing() }
        return value
    }
}
