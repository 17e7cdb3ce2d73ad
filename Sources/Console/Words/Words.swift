package import Control
package import Governance
import JSON
package import SafeText

/// The words of the screen for the words of the wire.
package enum Words {
    package static func tier(_ tier: Tier) -> SafeText {
        switch tier {
        case .low: "LOW"
        case .medium: "MEDIUM"
        case .high: "HIGH"
        case .critical: "CRITICAL"
        }
    }

    package static func rung(_ rung: Rung) -> SafeText {
        switch rung {
        case .shadow: "shadow"
        case .holdAll: "hold-all"
        case .sampled: "sampled"
        case .withinCaps: "within-caps"
        }
    }

    package static func mode(_ mode: HostView.Mode) -> SafeText {
        switch mode {
        case .enforcing: "ENFORCING"
        case .observing: "OBSERVING"
        }
    }

    package static func state(_ state: StateView.Kind) -> SafeText {
        switch state {
        case .degraded: "DEGRADED"
        case .killed: "KILLED"
        case .frozen: "FROZEN"
        case .unguarded: "UNGUARDED"
        }
    }

    package static func state(_ state: HoldSummary.State) -> SafeText {
        switch state {
        case .open: "open"
        case .approved: "approved"
        case .approvedForRetry: "approved for retry"
        case .forwarded: "approved and sent"
        case .denied: "denied"
        case .expired: "expired, so denied"
        case .withdrawn: "withdrawn"
        }
    }

    package static func scope(_ scope: ControlScope) -> SafeText {
        switch scope {
        case .everything: "everything"
        case .server(let name): "server \(name: name.text)"
        case .tool(let name): "tool \(name: name.description)"
        case .agent(let name): "agent \(name: name.text)"
        case .run(let name): "run \(name: name)"
        }
    }

    /// `1 agent`, `2 agents`
    package static func count(
        _ number: some BinaryInteger, _ one: StaticString, _ several: StaticString
    ) -> SafeText {
        "\(number) \(number == 1 ? one : several)"
    }

    /// `a, b, c and 4 more`
    static func several(_ names: [String]) -> SafeText {
        let shown = names.prefix(4).map { SafeText(name: $0) }.joined(by: ", ")
        return names.count > 4 ? "\(shown) and \(names.count - 4) more" : shown
    }

    /// What is missing where a stretch stands: `GAP 88122-89325, 1204 not seen live`.
    static func gap(_ gap: TailGap) -> SafeText {
        let unread: SafeText =
            gap.unread.isEmpty
            ? "here they are from the trail"
            : "\(gap.unread.count) in the trail only: Enter"
        guard gap.missed > 0 else {
            return "\(gap.unread.lowerBound)-\(gap.unread.upperBound - 1): \(unread)"
        }
        let range: SafeText = "\(gap.start)-\(gap.start + gap.missed - 1)"
        return "GAP \(range), \(gap.missed) not seen live; \(unread)"
    }

    /// Who did it, after `by`.
    package static func by(_ actor: Actor) -> SafeText {
        SafeText(name: actor.words)
    }

    /// Who did it, when and why, in parts that a row breaks between: `by ana since …: it loops`.
    package static func act(_ act: ActView) -> [SafeText] {
        let reason: SafeText = "\(untrusted: act.reason ?? "no reason given")"
        return ["by \(by(act.by))", "since \(Times.at(act.at)):"] + reason.words
    }

    /// The same from the wire's words; those that this version does not know are shown as they are.
    package static func by(_ actor: String) -> SafeText {
        Actor(text: actor).map(by) ?? SafeText(name: actor)
    }

    /// The tier in the middle of a line.
    package static func plainTier(_ tier: Tier) -> SafeText {
        switch tier {
        case .low: "low"
        case .medium: "medium"
        case .high: "high"
        case .critical: "critical"
        }
    }

    /// `900 usd`
    package static func quantity(_ quantity: Quantity) -> SafeText {
        switch quantity.value {
        case .amount(let amount): "\(name: amount.description) \(name: quantity.unit.text)"
        case .unclear(let why): "\(name: quantity.unit.text) unclear: \(SafeText(untrusted: why))"
        }
    }
}
