extension ServerPolicy {
    /// What differs from the older policy of the same server. What runs, as whom and with what is
    /// freer whichever way it changes.
    func difference(from old: ServerPolicy) -> [PolicyChange] {
        var changes = PolicyComparison(of: "server \(name)")
        changes.compare("command", old.command.description, command.description) { _, _ in true }
        changes.compare(
            "environment", ServerPolicy.spelled(old.environment), ServerPolicy.spelled(environment)
        ) { _, _ in true }
        changes.compare("directory", old.directory ?? "the usual", directory ?? "the usual") {
            _, _ in true
        }
        changes.compare("system user", old.user ?? "the supervisor's", user ?? "the supervisor's") {
            _, _ in true
        }
        for agent in Set(old.credentials.keys).union(credentials.keys).sorted() {
            changes.compare(
                "credentials of \(agent)", ServerPolicy.spelled(old.credentials[agent] ?? [:]),
                ServerPolicy.spelled(credentials[agent] ?? [:])
            ) { _, new in !new.isEmpty }
        }
        changes.compare("idle", old.idle, idle, spelled: \.policyWord) { _, _ in true }
        changes.compare("restarts", old.restarts, restarts) {
            "\($0.count) in \($0.window.policyWord)"
        } isFreer: { old, new in
            new.count > old.count || new.window < old.window
        }
        return changes.changes
    }

    private static func spelled(_ names: [String: String]) -> String {
        names.map { "\($0.key)=\($0.value)" }.sorted().joined(separator: " ")
    }
}
