extension HoldPolicy {
    /// What differs from the older policy. A caller that waits for less leaves more approvals to
    /// be good for a later call, so that `wait` is freer whichever way it changes.
    func difference(from old: HoldPolicy) -> [PolicyChange] {
        var changes = PolicyComparison(of: "holds")
        changes.compare("wait", old.wait, wait, spelled: \.policyWord) { _, _ in true }
        changes.compare("park", old.park, park, spelled: \.policyWord) { $1 > $0 }
        changes.compare("per-agent", old.perAgent, perAgent) { $1 > $0 }
        return changes.changes
    }
}
