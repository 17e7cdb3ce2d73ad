import Governance
import PolicyFile

extension Supervisor {
    /// Looks up what the policy in force says of a server's tools in the schemas that it lists.
    ///
    /// A rule over an argument that its tool does not have would never be met, so that the calls it
    /// was to stop would run: it counts as unreadable, and they hold until it is corrected.
    func comparePolicy(with key: ServerKey) {
        guard let policy = governor.policy, let known = definitions[key] else { return }
        for name in known.keys {
            definitions[key]?[name]?.misfits = []
        }
        let declared = policy.tools.values.filter { $0.name.server == key.server }
        for tool in declared.sorted(by: { $0.line < $1.line }) {
            guard let schema = known[tool.name.tool]?.inputSchema else {
                // Nobody sees it and nobody can call it: no danger, but perhaps a slip of the pen.
                say(PolicyFault("server \(key.server) lists no tool \(tool.name)", line: tool.line))
                continue
            }
            let misfits = tool.check(against: schema)
            definitions[key]?[tool.name.tool]?.misfits = misfits
            misfits.forEach(say)
        }
    }

    /// Each rule of the policy in force that does not fit its tool, in the order of the file.
    var misfits: [String] {
        let found = Set(definitions.values.flatMap { $0.values.flatMap(\.misfits) })
        return found.sorted { ($0.line, $0.message) < ($1.line, $1.message) }.map {
            "line \($0.line) of the policy: \($0.message); until then the calls of the tool hold"
        }
    }

    /// Once for each policy: every start of a server lists its tools again.
    private func say(_ fault: PolicyFault) {
        guard saidMisfits.insert(fault).inserted else { return }
        log.error(
            "the policy does not fit a server's tools", fault.description(in: configuration.policy))
    }
}

extension KnownTool {
    /// The rules that cannot be read, as the gate takes them.
    var unreadableRules: [RuleReading] {
        misfits.map {
            RuleReading(
                line: $0.line, text: "the policy does not fit the tool",
                answer: .unreadable($0.message))
        }
    }
}
