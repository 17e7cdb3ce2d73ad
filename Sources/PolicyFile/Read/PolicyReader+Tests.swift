import Governance
import JSON

extension PolicyReader {
    private static let testKeys = ["agent", "call", "args", "rung", "known", "expect", "why"]

    /// The calls that the file says how to judge.
    func tests(_ node: PolicyNode, agents: [AgentName: AgentPolicy]) -> [PolicyTest] {
        list(node, "tests").compactMap { test($0, agents: agents) }
    }

    private func test(_ node: PolicyNode, agents: [AgentName: AgentPolicy]) -> PolicyTest? {
        guard
            let section = Section(
                node, "a test", keys: PolicyReader.testKeys, later: ["name", "run"],
                faults: faults)
        else { return nil }
        let agent = section.required("agent", faults).flatMap { node -> AgentName? in
            guard let name = text(node, "agent"),
                isDeclared(name, "agent", in: names.agents, at: node.place)
            else { return nil }
            return AgentName(name)
        }
        let call = section.required("call", faults).flatMap { node -> ToolName? in
            guard let name = text(node, "call"), let tool = toolName(name, at: node.place),
                isDeclared(name, "tool", in: names.tools, at: node.place)
            else { return nil }
            return tool
        }
        let arguments = section["args"].map(self.arguments) ?? .object(JSONObject())
        let rung = section["rung"].flatMap(self.rung)
        if let rung, let node = section["rung"], let ceiling = agent.flatMap({ agents[$0]?.rung }),
            rung > ceiling
        {
            faults.report(
                "rung \(rung.word) is above the agent's ceiling of \(ceiling.word); lower it, or "
                    + "raise the ceiling", at: node.place)
        }
        let known = section["known"].map(self.known) ?? []
        let expect: PolicyTest.Expectation? =
            section.required("expect", faults).flatMap { word($0, "expect") }
        let why = section["why"].flatMap(self.why)
        guard let agent, let call, let arguments, let expect else { return nil }
        return PolicyTest(
            agent: agent, call: call, arguments: arguments, rung: rung, known: known,
            expect: expect, why: why, line: node.place.line)
    }

    private func why(_ node: PolicyNode) -> Check? {
        let reasons = PolicyTest.checks.map(\.rawValue)
        if case .text(let text, _) = node.content, Check(rawValue: text) != nil,
            !reasons.contains(text)
        {
            faults.report(
                "why '\(text)' cannot come out of a test, which knows the file alone; choose one "
                    + "of \(reasons.listed)", at: node.place)
            return nil
        }
        return word(node, "why", words: reasons).flatMap(Check.init(rawValue:))
    }

    private func arguments(_ node: PolicyNode) -> JSONValue? {
        guard case .map = node.content else {
            faults.report(
                "args is \(node.kind); write a mapping such as { amount: 50 }", at: node.place)
            return nil
        }
        return json(node)
    }

    /// JSON written in YAML: what is unquoted and a JSON number, true, false or null is that.
    private func json(_ node: PolicyNode) -> JSONValue {
        switch node.content {
        case .empty: .null
        case .list(let elements): .array(elements.map(json))
        case .map(let members):
            .object(JSONObject(members.map { (name: $0.key, value: json($0.value)) }))
        case .text(let text, isQuoted: true): .string(text)
        case .text("true", _): .bool(true)
        case .text("false", _): .bool(false)
        case .text("null", _): .null
        case .text(let text, _): JSONNumber(spelling: text).map { .number($0) } ?? .string(text)
        }
    }
}
