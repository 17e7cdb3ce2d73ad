import Governance

extension Supervisor {
    /// How many calls whose outcome is unknown are named in the log; the trail names all.
    private static let namedOrphans = 20

    /// Says at a start what a person must know who brings the supervisor back: what the last one left
    /// unknown, and what stands from before.
    func sayWhatStands(wasStoppedCleanly: Bool) {
        if !wasStoppedCleanly { sayWhatIsUnknown() }
        for kill in governor.switches.kills {
            log.notice(
                "a kill is in force until pullcord release takes it back",
                "\(kill.scope.text) by \(kill.by.text): \(kill.reason)")
        }
        if let freeze = governor.switches.freeze {
            log.notice("writes are frozen until pullcord freeze --off", "by \(freeze.by.text)")
        }
        for agent in governor.switches.pauses.keys.sorted() {
            log.notice("an agent is paused until pullcord resume", agent.text)
        }
        let open = governor.holds.live.values.count(where: \.isOpen)
        if open > 0 {
            log.notice("questions are open: see pullcord holds", "\(open)")
        }
        if let pending = governor.pending {
            log.notice(
                "the policy file is not in force: it waits for pullcord policy apply",
                "it differs from the policy in force in \(pending.changes.count)")
        }
    }

    private func sayWhatIsUnknown() {
        log.notice("the last supervisor did not stop cleanly")
        let orphans = started?.orphans ?? []
        for orphan in orphans.prefix(Supervisor.namedOrphans) {
            log.notice(
                "a call was under way, and nobody knows its outcome",
                "\(orphan.call) \(orphan.agent) \(orphan.action.text)")
        }
        if orphans.count > Supervisor.namedOrphans {
            log.notice(
                "more calls of unknown outcome: see pullcord audit tail",
                "\(orphans.count - Supervisor.namedOrphans)")
        }
        let runs = governor.runs.open.values.count
        if runs > 0 {
            log.notice(
                "what may have run ahead of the disk counts as spent; pullcord run end begins afresh",
                "\(Governor.runAheadEntries) calls in each run that was connected")
        }
    }
}
