extension AgentPolicy {
    /// What differs from the older policy of the same agent.
    func difference(from old: AgentPolicy) -> [PolicyChange] {
        var changes = PolicyComparison(of: "agent \(name)")
        changes.compare("owner", old.owner, owner) { _, _ in true }
        changes.compare("owner-may-answer", old.ownerMayAnswer, ownerMayAnswer) { _, new in new }
        changes.compare("proof", old.proof, proof) {
            $0.words
        } isFreer: { _, _ in
            true
        }
        changes.compareMembers("grant of", Set(old.may.keys), Set(may.keys), moreIsFreer: true)
        changes.compareMembers(
            "resources of", Set(old.resources.keys), Set(resources.keys), moreIsFreer: true)
        changes.compareMembers(
            "prompts of", Set(old.prompts.keys), Set(prompts.keys), moreIsFreer: true)
        changes.compare("rung", old.rung, rung) {
            $0.word
        } isFreer: { old, new in
            new > old
        }
        changes.compare("hold-reads", old.holdReads, holdReads) { _, new in !new }
        changes.compareMembers("known recipient", old.known, known, moreIsFreer: true)
        changes.add(runDifference(from: old))
        return changes.changes
    }

    /// A run that ends sooner lets a fresh one begin sooner, with a full budget; a longer one
    /// remembers its approved recipients for longer. Neither is certain to be stricter.
    private func runDifference(from old: AgentPolicy) -> [PolicyChange] {
        var changes = PolicyComparison(of: "agent \(name)")
        changes.compare("calls of a run", old.budget.calls, budget.calls) { $1 > $0 }
        changes.compare("writes of a run", old.budget.writes, budget.writes) { $1 > $0 }
        changes.compareCeilings("budget of a run", old.budget.sums, budget.sums)
        changes.compare(
            "time of a run", old.budget.time, budget.time, spelled: \.policyWord
        ) { _, _ in true }
        changes.compare("runs", old.runs.rawValue, runs.rawValue) { _, _ in true }
        changes.compare("runs an hour", old.runsPerHour, runsPerHour) { $1 > $0 }
        changes.compare("idle", old.idle, idle, spelled: \.policyWord) { _, _ in true }
        return changes.changes
    }
}
