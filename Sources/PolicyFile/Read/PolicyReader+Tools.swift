import Governance
import JSON

extension PolicyReader {
    private static let toolKeys = [
        "tier", "say", "blast", "recipient", "known", "limits", "deny", "justify", "approvals",
    ]
    private static let laterToolKeys = [
        "trusted", "effect", "egress", "private", "edit", "lease", "reversible",
    ]

    /// The tools, by `server/tool`.
    func tools(_ node: PolicyNode, appetite: [Unit: ExactDecimal]) -> [ToolName: ToolPolicy] {
        var tools: [ToolName: ToolPolicy] = [:]
        for member in members(node, "tools") {
            guard let name = toolName(member.key, at: member.place) else { continue }
            if isDeclared(name.server.text, "server", in: names.servers, at: member.place),
                let tool = tool(name, member, appetite: appetite)
            {
                tools[name] = tool
            }
        }
        return tools
    }

    /// `server/tool`.
    func toolName(_ text: String, at place: Place) -> ToolName? {
        let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        if parts.count == 2, parts[1] == "*" {
            faults.report(
                "'\(text)' names tools that nobody has seen yet; name each tool", at: place)
            return nil
        }
        guard parts.count == 2, TextForm.isName(String(parts[0])), TextForm.isTool(parts[1]) else {
            faults.report("'\(text)' is no tool; write server/tool, as in pay/refund", at: place)
            return nil
        }
        return ToolName(server: ServerName(String(parts[0])), tool: String(parts[1]))
    }

    private func tool(
        _ name: ToolName, _ member: PolicyNode.Member, appetite: [Unit: ExactDecimal]
    ) -> ToolPolicy? {
        // `pay/refund:` alone declares a tool and says nothing of it: held as high.
        let isBare = if case .empty = member.value.content { true } else { false }
        let node =
            isBare ? PolicyNode(place: member.value.place, content: .map([])) : member.value
        guard
            let section = Section(
                node, "tool \(name)", at: member.place, keys: PolicyReader.toolKeys,
                later: PolicyReader.laterToolKeys, faults: faults)
        else { return nil }
        let tier = section["tier"].flatMap { self.tier($0, "tier") }
        let blast = section["blast"].map(self.blast) ?? []
        let recipients = section["recipient"].map(self.recipients) ?? []
        checkSay(section, tier: tier)
        checkCaps(blast, tier: tier, appetite: appetite)
        checkApprovals(section)
        if let known = section.place(of: "known"), section["recipient"] == nil {
            faults.report(
                "known recipients of \(section.subject) without 'recipient'; say which argument "
                    + "names them", at: known)
        }
        return ToolPolicy(
            name: name, tier: tier, say: section["say"].flatMap(say),
            blast: blast.map(\.quantity), recipients: recipients,
            known: section["known"].map(known) ?? [],
            limits: section["limits"].map {
                limits($0, of: section, units: Set(blast.map(\.quantity.unit)))
            } ?? [],
            deny: section["deny"].map { deny($0, of: name) } ?? [],
            justify: section["justify"].flatMap {
                word($0, "justify", words: ["required", "no"])
            } == "required",
            line: member.place.line)
    }

    private func recipients(_ node: PolicyNode) -> [JSONPointer] {
        var pointers: [JSONPointer] = []
        for element in oneOrMore(node, "recipient") {
            guard let pointer = place(element, "recipient") else { continue }
            if pointers.contains(pointer) {
                faults.report("recipient '\(pointer)' is given twice; keep one", at: element.place)
            } else {
                pointers.append(pointer)
            }
        }
        return pointers
    }

    private func say(_ node: PolicyNode) -> SayTemplate? {
        guard let text = text(node, "say") else { return nil }
        do {
            return try SayTemplate(text)
        } catch {
            faults.report("\(error)", at: node.place)
            return nil
        }
    }

    private func checkSay(_ section: Section, tier: Tier?) {
        guard let tier, tier >= .high, section["say"] == nil else { return }
        faults.report(
            "\(section.subject) is \(tier.word) and lacks 'say'; write the sentence that a person "
                + "approves, such as 'close account {/account}'", at: section.place)
    }

    private func checkApprovals(_ section: Section) {
        guard let node = section["approvals"], let text = text(node, "approvals"), text != "1"
        else { return }
        faults.report(
            text == "2"
                ? "'approvals: 2' is not yet supported by this version; remove it"
                : "approvals '\(text)' is not 1; remove it", at: node.place)
    }

    /// Without a cap one call may do anything; with a cap that reaches the appetite one call may
    /// lose all that may be lost (design section 5, controls section 8).
    private func checkCaps(
        _ blast: [(quantity: BlastQuantity, place: Place)], tier: Tier?,
        appetite: [Unit: ExactDecimal]
    ) {
        for (quantity, place) in blast {
            let most: ExactDecimal?
            if case .each(let amount) = quantity.source {
                most = amount
            } else {
                most = quantity.cap
            }
            guard let tier else { continue }
            if let most, let appetite = appetite[quantity.unit], most >= appetite, tier < .critical
            {
                faults.report(
                    "one call may reach the appetite of \(appetite) \(quantity.unit), so the tool "
                        + "is critical; lower the cap, or write 'tier: critical'", at: place)
            }
            if most == nil, tier < .high {
                faults.report(
                    "a \(tier.word) tool without a cap in \(quantity.unit) may do anything in one "
                        + "call; add 'cap', or choose 'tier: high'", at: place)
            }
        }
    }
}
