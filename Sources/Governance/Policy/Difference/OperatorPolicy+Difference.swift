extension OperatorPolicy {
    /// What differs from the older policy of the same operator.
    func difference(from old: OperatorPolicy) -> [PolicyChange] {
        var changes = PolicyComparison(of: "operator \(name)")
        changes.compare("system user", old.user, user) { _, _ in true }
        changes.compare("answers up to", old.answers, answers) {
            $0.word
        } isFreer: { old, new in
            new > old
        }
        changes.compare("scripts answer up to", old.scripts, scripts) {
            $0?.word ?? "nothing"
        } isFreer: { old, new in
            guard let new else { return false }
            return old.map { new > $0 } ?? true
        }
        changes.compareMembers("power to", old.may, may, moreIsFreer: true) { $0.rawValue }
        return changes.changes
    }
}
