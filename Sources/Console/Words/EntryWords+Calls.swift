import Governance
import SafeText

extension EntryWords {
    /// What became of a call.
    static func ofCall(_ fact: Fact) -> EntryWords? {
        switch fact {
        case .callAdmitted(let fact):
            let after = fact.code.map { code -> SafeText in
                let by = fact.approvedBy.map { " by \(name: $0.text)" as SafeText } ?? ""
                return "after \(name: code.text) was approved\(by)"
            }
            return EntryWords(
                "ALLOWED", what(fact.judgement) + [after ?? "", softened(fact.judgement)],
                fact.judgement, weight: .calm,
                isAlone: after != nil || fact.judgement.wouldHave.map { $0 != .allow } ?? false)
        case .callHeld(let fact):
            return EntryWords(
                "HELD",
                ["\(name: fact.code.text)"] + what(fact.judgement)
                    + [because(fact.judgement, .hold)], fact.judgement, weight: .held)
        case .callRefused(let fact):
            return EntryWords(
                "REFUSED", what(fact.judgement) + [because(fact.judgement, .deny)],
                fact.judgement, weight: .denied)
        case .callWithdrawn(let fact):
            return EntryWords(
                "WITHDRAWN",
                [
                    "\(name: fact.call.description)",
                    "never sent: \(SafeText(untrusted: fact.detail))",
                ])
        case .callFinished(let fact):
            return EntryWords(
                "FINISHED", ["\(name: fact.call.description)", word(fact.outcome)],
                weight: fact.outcome == .succeeded ? .calm : .failed,
                isAlone: fact.outcome != .succeeded)
        default: return nil
        }
    }

    /// `billing-bot  pay/refund  c14  medium  900 usd`
    private static func what(_ judgement: Judgement) -> [SafeText] {
        [
            "\(name: judgement.agent.text)", "\(name: judgement.action.shown.description)",
            "\(name: judgement.call.description)", Words.plainTier(judgement.tier),
        ] + judgement.quantities.map(Words.quantity)
    }

    private static func softened(_ judgement: Judgement) -> SafeText {
        switch judgement.wouldHave {
        case .hold?: "observing: would have been held, \(because(judgement, .hold))"
        case .deny?: "observing: would have been refused, \(because(judgement, .deny))"
        case .allow?, nil: ""
        }
    }

    /// The findings that led to the answer, and what raised the tier.
    private static func because(_ judgement: Judgement, _ ruling: Ruling) -> SafeText {
        let found = judgement.findings.filter {
            $0.ruling == ruling || (ruling == .hold && $0.raisesTier)
        }
        // What holds by its tier holds at its rung too, which says nothing more; nor does the tier where
        // it holds only because it was raised, and that was said.
        let isOfTier = found.contains { $0.check == .tier }
        let isOnlyRaised =
            found.contains { $0.raisesTier && $0.check != .tier }
            && judgement.declared.map { $0 < .high } ?? false
        let reasons = found.filter { finding in
            switch finding.check {
            case .rung: !isOfTier
            case .tier: !isOnlyRaised
            default: true
            }
        }.map { finding -> SafeText in
            let detail = finding.detail.map { ": \(SafeText(untrusted: $0))" as SafeText } ?? ""
            return "\(name: finding.check.rawValue)\(detail)"
        }
        return reasons.isEmpty ? "" : "because \(reasons.joined(by: "; "))"
    }

    private static func word(_ outcome: Outcome) -> SafeText {
        switch outcome {
        case .succeeded: "succeeded"
        case .failed: "failed: the tool answered with an error"
        case .refusedByServer: "refused by the server"
        case .timedOut: "no answer in time: whether it happened is not known"
        case .serverDied: "the server died: whether it happened is not known"
        case .cancelled: "cancelled by the agent after it was sent: it may have happened"
        case .neverSent: "never sent: nothing happened"
        case .unknown: "outcome unknown: it may have happened"
        }
    }
}
