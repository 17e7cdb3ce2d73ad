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

    /// The longest difference that is named, and all of them as they are written, in bytes: an entry
    /// has 64 KiB.
    private static let (longest, room) = (400, 32 << 10)

    /// The first differences, as many as an entry has room for.
    private static func named(_ changes: [String]) -> [String] {
        var named: [String] = []
        var left = room
        for change in changes {
            let text = change.cut(toBytes: longest)
            // What is escaped takes up to six bytes; beside each stand quotes and a comma.
            left -= text.utf8.reduce(3) {
                $0 + ($1 < 0x20 || $1 == 0x22 || $1 == 0x5C ? 6 : 1)
            }
            guard left >= 0 else { break }
            named.append(text)
        }
        guard named.count < changes.count else { return named }
        return named + ["and \(changes.count - named.count) more"]
    }

    func fact(_ find: (Digest) throws -> Policy) throws -> PolicyChanged {
        PolicyChanged(at: at, policy: try find(policy), changes: changes, by: by)
    }
}
