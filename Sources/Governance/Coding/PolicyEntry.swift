/// A change of policy as it stands in the trail: the policy by its digest, its text as payload.
package struct PolicyEntry: Codable {
    package let at: Moment
    package let policy: Digest
    /// What it makes different, in plain words.
    package let changes: [String]
    /// Who applied it; nil where it applied by itself.
    package let by: OperatorName?

    init(_ fact: PolicyChanged) {
        at = fact.at
        policy = fact.policy.digest
        changes = PolicyEntry.named(fact.changes)
        by = fact.by
    }

    /// An entry names so many differences, each cut to so many characters, within its 64 KiB.
    private static func named(_ changes: [String]) -> [String] {
        let (most, longest) = (200, 200)
        let named = changes.prefix(most).map { String($0.prefix(longest)) }
        guard changes.count > most else { return named }
        return named + ["and \(changes.count - most) more"]
    }

    func fact(_ find: (Digest) throws -> Policy) throws -> PolicyChanged {
        PolicyChanged(at: at, policy: try find(policy), changes: changes, by: by)
    }
}
