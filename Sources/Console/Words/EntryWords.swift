package import Control
import Governance
import JSON
package import SafeText

/// What an entry of the trail says, for a person.
package struct EntryWords {
    /// What happened, as a word or two.
    package let kind: SafeText
    /// To what, by whom and why.
    package let about: SafeText
    /// The path of checks, where the entry is a decision.
    let judgement: Judgement?

    /// What kind of news it is.
    let weight: TailRow.Weight
    /// Whether it says more than that a call went, so that no other entry is like it.
    let isAlone: Bool

    init(
        _ kind: SafeText, _ parts: [SafeText], _ judgement: Judgement? = nil,
        weight: TailRow.Weight = .act, isAlone: Bool = true
    ) {
        self.kind = kind
        about = parts.filter { !$0.isEmpty }.joined(by: "  ")
        self.judgement = judgement
        self.weight = weight
        self.isAlone = isAlone
    }

    /// Reads an entry; nil where this version does not know its kind or cannot read its data.
    package static func of(_ entry: EntryView) -> EntryWords? {
        do {
            guard let type = FactType(rawValue: entry.kind) else { return try ofTrail(entry) }
            let data = try JSONValue.parse(Array(entry.data.utf8))
            switch type {
            case .policyApplied, .policyPending:
                let change = try EntryDecoder.value(PolicyEntry.self, from: data)
                return of(change, isApplied: type == .policyApplied)
            default:
                return of(try Fact(type, data, policy: { throw Unread(digest: $0) }))
            }
        } catch {
            // Another version's data, or data that was changed: it is shown as it is.
            return nil
        }
    }

    /// Only a change of policy asks for a policy, and it is read without one.
    private struct Unread: Error {
        let digest: Digest
    }

    private static func of(_ change: PolicyEntry, isApplied: Bool) -> EntryWords {
        let digest = SafeText(name: String(change.policy.hexadecimal.prefix(16)))
        let by = change.by.map { "by \(name: $0.text)" as SafeText } ?? ""
        let changes = change.changes.map { SafeText(untrusted: $0) }.joined(by: "; ")
        return EntryWords(
            isApplied ? "POLICY" : "PENDING",
            [
                isApplied ? "\(digest) is in force" : "policy \(digest) waits to be applied", by,
                changes,
            ])
    }

    private static func of(_ fact: Fact) -> EntryWords? {
        ofCall(fact) ?? ofHold(fact) ?? ofSwitch(fact) ?? ofSupervisor(fact)
    }
}
