extension Policy {
    /// What differs from an older policy, in plain words, in the order of the file's sections.
    ///
    /// A reload that makes nothing freer applies at once; any other waits for an operator (design
    /// section 6). So a change counts as freer unless it can only ever deny or hold more: what a
    /// person reads, how somebody is identified and where things are counts as freer, whichever
    /// way it changes. Lines, and names of rules that say the same, make no difference.
    package func difference(from old: Policy) -> [PolicyChange] {
        var changes = PolicyComparison(of: "policy")
        changes.add(general(from: old))
        changes.addKeyed("operator", old.operators, operators) { $1.difference(from: $0) }
        changes.addKeyed("server", old.servers, servers) { $1.difference(from: $0) }
        changes.addKeyed("tool", old.tools, tools) { $1.difference(from: $0) }
        changes.addKeyed("agent", old.agents, agents) { $1.difference(from: $0) }
        changes.add(holds.difference(from: old.holds))
        return changes.changes
    }

    private func general(from old: Policy) -> [PolicyChange] {
        var host = PolicyComparison(of: "host")
        host.compare("label", old.host.label, self.host.label) { _, _ in true }
        host.compare("colour", old.host.colour.rawValue, self.host.colour.rawValue) { _, _ in true }

        var changes = PolicyComparison(of: "policy")
        changes.add(host.changes)
        changes.compare("mode", old.mode.rawValue, mode.rawValue) { _, new in
            new != PolicyMode.enforce.rawValue
        }
        changes.compare("audit", old.audit.rawValue, audit.rawValue) { _, new in
            new != AuditMode.strict.rawValue
        }
        changes.compareCeilings("appetite", old.appetite, appetite)
        changes.compare(
            "alerts", old.alerts.map(\.command).description, alerts.map(\.command).description
        ) { _, _ in true }
        changes.compare(
            "kill directory", old.killDirectory ?? "the usual one",
            killDirectory ?? "the usual one"
        ) { _, _ in true }
        // A test allows nothing: it can only refuse a file.
        changes.compare("tests", old.tests.map(\.withoutLine), tests.map(\.withoutLine)) {
            "\($0.count) of them"
        } isFreer: { _, _ in
            false
        }
        return changes.changes
    }
}

extension PolicyTest {
    fileprivate var withoutLine: PolicyTest {
        PolicyTest(
            agent: agent, call: call, arguments: arguments, rung: rung, known: known,
            expect: expect, why: why, line: 0)
    }
}
