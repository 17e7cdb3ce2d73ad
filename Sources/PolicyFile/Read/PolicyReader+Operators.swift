import Governance

extension PolicyReader {
    /// The people who may answer, by name.
    func operators(_ node: PolicyNode) -> [OperatorName: OperatorPolicy] {
        var operators: [OperatorName: OperatorPolicy] = [:]
        var owners: [String: String] = [:]
        let members = members(node, "operators")
        for member in members {
            guard checkName(member, "an operator"), let one = oneOperator(member) else { continue }
            if let other = owners.updateValue(member.key, forKey: one.user) {
                faults.report(
                    "user '\(one.user)' is operator '\(other)' already; each person has one name",
                    at: member.place)
            }
            operators[one.name] = one
        }
        guard operators.count == members.count else { return operators }
        for power in [Power.release, .apply]
        where !operators.values.contains(where: { $0.may.contains(power) }) {
            faults.report(
                "no operator may \(power.rawValue), so nobody could "
                    + (power == .release ? "release a kill switch" : "apply a freer policy")
                    + "; add 'may: [\(power.rawValue)]' to one", at: node.place)
        }
        return operators
    }

    private func oneOperator(_ member: PolicyNode.Member) -> OperatorPolicy? {
        guard
            let section = Section(
                member.value, "operator \(member.key)", at: member.place,
                keys: ["user", "answers", "scripts", "may"], later: ["not-own"], faults: faults)
        else { return nil }
        let user = section.required("user", faults).flatMap(self.user)
        let answers = section.required("answers", faults).flatMap { self.tier($0, "answers") }
        let scripts = section["scripts"].flatMap { self.scripts($0, answers: answers) }
        let may = section["may"].map(powers) ?? []
        guard let user, let answers else { return nil }
        return OperatorPolicy(
            name: OperatorName(member.key), user: user, answers: answers, scripts: scripts,
            may: may, line: member.place.line)
    }

    private func scripts(_ node: PolicyNode, answers: Tier?) -> Tier? {
        guard let scripts = tier(node, "scripts") else { return nil }
        if scripts == .critical {
            faults.report(
                "scripts may never answer critical; choose 'high' or less", at: node.place)
        } else if let answers, scripts > answers {
            faults.report(
                "scripts may answer \(scripts.word), but the operator only \(answers.word); choose "
                    + "'\(answers.word)' or less", at: node.place)
        }
        return scripts
    }

    private func powers(_ node: PolicyNode) -> Set<Power> {
        var powers: Set<Power> = []
        for element in list(node, "may") {
            guard let power: Power = word(element, "power", later: ["accept"])
            else { continue }
            if !powers.insert(power).inserted {
                faults.report(
                    "'\(power.rawValue)' stands in may twice; keep one", at: element.place)
            }
        }
        return powers
    }
}
