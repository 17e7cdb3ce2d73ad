import Control
import Governance
import JSON

extension SupervisorViews {
    /// The settled holds that a list still shows, so that nothing vanishes under a person's eyes.
    private static let settledShown = 20

    func holds() -> HoldsView {
        let live = governor.holds.live.values.sorted { $0.judgement.call < $1.judgement.call }
        let all = governor.holds.settled.suffix(SupervisorViews.settledShown) + live
        let shown = all.sorted { $0.judgement.call < $1.judgement.call }
        return HoldsView(
            host: host, holds: shown.prefix(ControlLimits.holds).map(summary),
            more: max(0, shown.count - ControlLimits.holds))
    }

    /// The card of a hold; nil where there is none with this code.
    func hold(_ text: String) -> HoldView? {
        guard let code = HoldCode(typed: text), let hold = governor.holds.hold(coded: code) else {
            return nil
        }
        return card(hold)
    }

    private func card(_ hold: Hold) -> HoldView {
        let judgement = hold.judgement
        let lists: (arguments: ArgumentList, alsoSent: ArgumentList?)?
        do { lists = try picture.held[judgement.call]?.content.lists() } catch { lists = nil }
        let tool = judgement.action.tool.flatMap { governor.policy?.tools[$0] }
        return HoldView(
            summary: summary(hold), host: host, arguments: lists?.arguments.arguments ?? [],
            alsoSent: lists?.alsoSent?.arguments ?? [],
            missingArguments: lists.map { $0.arguments.missing + ($0.alsoSent?.missing ?? 0) } ?? 1,
            argumentBytes: hold.argumentBytes,
            blast: blast(judgement, tool), undo: nil, why: reasons(judgement), pin: pin(judgement),
            mustJustify: tool?.justify ?? false,
            waiting: max(0, governor.holds.openCount - (hold.isOpen ? 1 : 0)),
            present: picture.present.keys.map(\.text).sorted())
    }

    func summary(_ hold: Hold) -> HoldSummary {
        let judgement = hold.judgement
        let (state, approvals, settled) = state(hold)
        return HoldSummary(
            code: hold.code.text, revision: hold.revision, digest: judgement.digest, state: state,
            declared: judgement.declared ?? .high, tier: judgement.tier, agent: judgement.agent,
            owner: governor.policy?.agents[judgement.agent]?.owner ?? "",
            run: judgement.run?.description ?? "-",
            tool: judgement.action.shown,
            say: picture.held[judgement.call]?.say, opened: picture.wallTime(hold.openedAt),
            waitUntil: picture.wallTime(hold.waitUntil),
            parkUntil: picture.wallTime(hold.parkUntil), callerWaits: hold.isCallerWaiting,
            approvalsNeeded: 1, approvals: approvals, settled: settled,
            paused: hold.isSettled ? nil : governor.switches.pauses[judgement.agent].map(act),
            heldBy: heldBy(judgement))
    }

    private func state(_ hold: Hold) -> (HoldSummary.State, [ApprovalView], ActView?) {
        func approval(_ by: OperatorName) -> [ApprovalView] {
            let channel: ControlAnswer.Channel = hold.approvedBy == .script ? .script : .terminal
            return [ApprovalView(by: by, at: picture.wallTime(hold.changedAt), channel: channel)]
        }
        func act(_ by: String, _ reason: String?) -> ActView {
            ActView(by: by, at: picture.wallTime(hold.changedAt), reason: reason)
        }
        switch hold.state {
        case .open: return (.open, [], nil)
        case .resting(_, let by): return (.approved, approval(by), nil)
        case .permitted(let by): return (.approvedForRetry, approval(by), nil)
        case .admitted(let by): return (.forwarded, approval(by), act(by.text, nil))
        case .denied(let by, let reason): return (.denied, [], act(by.text, reason.rawValue))
        case .expired: return (.expired, [], act("supervisor", "nobody answered in time"))
        case .withdrawn: return (.withdrawn, [], act("supervisor", nil))
        }
    }

    private func blast(_ judgement: Judgement, _ tool: ToolPolicy?) -> [BlastView] {
        judgement.quantities.enumerated().map { index, quantity in
            let amount: String? =
                if case .amount(let amount) = quantity.value { amount.description } else { nil }
            let cap = tool.flatMap { index < $0.blast.count ? $0.blast[index].cap : nil }
            return BlastView(unit: quantity.unit.text, amount: amount, cap: cap?.description)
        }
    }

    /// The checks that say hold, each once, in their order.
    private func heldBy(_ judgement: Judgement) -> String? {
        let checks = Check.allCases.filter { check in
            judgement.findings.contains { $0.check == check && $0.ruling == .hold }
        }
        return checks.isEmpty ? nil : checks.map(\.rawValue).joined(separator: "+")
    }

    /// What held the call, and what raised its tier before.
    private func reasons(_ judgement: Judgement) -> [ReasonView] {
        judgement.findings.filter { $0.ruling != .allow || $0.raisesTier }.map { finding in
            ReasonView(
                check: finding.check.rawValue, rule: nil, line: finding.line,
                finding: finding.detail ?? "")
        }
    }

    private func pin(_ judgement: Judgement) -> PinState {
        guard let tool = judgement.action.tool, governor.pins[tool]?.drifted != nil else {
            return .unreviewed
        }
        return .drifted
    }
}
