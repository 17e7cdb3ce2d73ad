import Governance

/// Makes a policy of the tree of a file. Every fault goes to the collector, with its place; what
/// is read after a fault is only used to find more of them.
struct PolicyReader {
    let faults: FaultCollector
    /// The names that the file declares, so that sections may refer to each other in any order.
    let names: DeclaredNames

    init(faults: FaultCollector, names: DeclaredNames) {
        self.faults = faults
        self.names = names
    }

    static let keys = [
        "pullcord", "host", "mode", "audit", "appetite", "operators", "servers", "tools", "agents",
        "holds", "alerts", "kill", "tests",
    ]
    static let laterKeys = [
        "breakers", "console", "drill", "exposure", "fleet", "http", "leases", "loops", "stages",
        "taint",
    ]

    /// Reads the whole file; what comes out holds only if no fault was found.
    func policy(_ root: PolicyNode, digest: Digest) -> Policy? {
        guard
            let file = Section(
                root, "the policy", keys: PolicyReader.keys, later: PolicyReader.laterKeys,
                faults: faults)
        else { return nil }
        readVersion(file)
        let host = file.required("host", faults).flatMap(self.host)
        let appetite = file["appetite"].map(self.appetite) ?? [:]
        let tools = file["tools"].map { self.tools($0, appetite: appetite) } ?? [:]
        let operators = file.required("operators", faults).map(self.operators) ?? [:]
        let agents =
            file["agents"].map { self.agents($0, tools: tools, operators: operators) } ?? [:]
        let policy = Policy(
            digest: digest, host: host ?? HostLabel(label: ""),
            mode: file["mode"].flatMap { word($0, "mode") } ?? .enforce,
            audit: file["audit"].flatMap { word($0, "audit") } ?? .normal,
            appetite: appetite,
            operators: operators,
            servers: file["servers"].map { self.servers($0, agents: agents) } ?? [:],
            tools: tools, agents: agents,
            holds: file["holds"].flatMap(holds) ?? HoldPolicy(),
            alerts: file["alerts"].map(alerts) ?? [],
            killDirectory: file["kill"].flatMap(killDirectory),
            killDirectoryLine: file["kill"]?.place.line ?? 0,
            tests: file["tests"].map { self.tests($0, agents: agents) } ?? [])
        return host == nil ? nil : policy
    }

    private func readVersion(_ file: Section) {
        guard let node = file.required("pullcord", faults), let version = text(node, "pullcord")
        else { return }
        if version != "1" {
            faults.report(
                "'pullcord: \(version)' is not a version of the grammar that this program reads; "
                    + "write 'pullcord: 1'", at: node.place)
        }
    }
}
