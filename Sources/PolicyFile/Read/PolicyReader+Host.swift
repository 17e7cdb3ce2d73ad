import Governance
import JSON

/// The small sections about the machine and its person.
extension PolicyReader {
    /// `{ label: prod-eu, colour: alarm }`.
    func host(_ node: PolicyNode) -> HostLabel? {
        guard let section = Section(node, "host", keys: ["label", "colour"], faults: faults),
            let label = section.required("label", faults)
                .flatMap({ words($0, "label", longest: 32) })
        else { return nil }
        return HostLabel(
            label: label, colour: section["colour"].flatMap { word($0, "colour") } ?? .calm)
    }

    /// Ceilings by unit: `money` with amounts, every other unit with a number.
    func appetite(_ node: PolicyNode) -> [Unit: ExactDecimal] {
        guard
            let section = Section(
                node, "appetite", keys: ["money"] + UnitWords.things, faults: faults)
        else { return [:] }
        return sums(section)
    }

    /// The ceilings among the keys of a section.
    func sums(_ section: Section) -> [Unit: ExactDecimal] {
        var sums: [Unit: ExactDecimal] = [:]
        if let money = section["money"] {
            for node in oneOrMore(money, "money") {
                guard let amount = amount(node, "money") else { continue }
                if UnitWords.things.contains(amount.unit.text) {
                    faults.report(
                        "'\(amount.unit)' is no money; write '\(amount.unit): \(amount.number)' "
                            + "beside it", at: node.place)
                } else if sums.updateValue(amount.number, forKey: amount.unit) != nil {
                    faults.report(
                        "money in \(amount.unit) is given twice; keep one", at: node.place)
                }
            }
        }
        for thing in UnitWords.things {
            guard let node = section[thing] else { continue }
            sums[Unit(thing)] = number(node, thing)
        }
        return sums
    }

    /// `{ wait: 5m, park: 30m, per-agent: 5 }`.
    func holds(_ node: PolicyNode) -> HoldPolicy? {
        guard
            let section = Section(
                node, "holds", keys: ["wait", "park", "per-agent"], faults: faults)
        else { return nil }
        let wait =
            section["wait"].flatMap { duration($0, "wait", in: .seconds(1) ... .seconds(3600)) }
            ?? HoldPolicy.usualWait
        let park =
            section["park"].flatMap { duration($0, "park", in: .seconds(1) ... .seconds(86_400)) }
            ?? max(wait, HoldPolicy.usualPark)
        if park < wait {
            faults.report(
                "park (\(park.policyWord)) is shorter than wait (\(wait.policyWord)); a question "
                    + "stays open at least as long as its caller waits",
                at: section["park"]?.place ?? node.place)
        }
        return HoldPolicy(
            wait: wait, park: park,
            perAgent: section["per-agent"].flatMap { count($0, "per-agent", in: 1...100) }
                ?? HoldPolicy.usualPerAgent,
            line: node.place.line)
    }

    /// A list of `{ command: [program, word] }`.
    func alerts(_ node: PolicyNode) -> [AlertCommand] {
        list(node, "alerts").compactMap { element in
            guard
                let section = Section(
                    element, "an alert", keys: ["command"], later: ["url", "when"], faults: faults),
                let command = section.required("command", faults).flatMap(self.command)
            else { return nil }
            return AlertCommand(command: command, line: element.place.line)
        }
    }

    /// `{ directory: /run/pullcord/kill }`.
    func killDirectory(_ node: PolicyNode) -> String? {
        guard let section = Section(node, "kill", keys: ["directory"], faults: faults) else {
            return nil
        }
        return section.required("directory", faults).flatMap { wholePath($0, "directory") }
    }

    /// A program and its words.
    func command(_ node: PolicyNode) -> [String]? {
        let elements = list(node, "command")
        guard case .list = node.content else { return nil }
        guard (1...64).contains(elements.count) else {
            faults.report(
                "a command of \(elements.count) words; write a list of 1 to 64 such as "
                    + "[program, --option]", at: node.place)
            return nil
        }
        let words = elements.compactMap { text($0, "a word of the command") }
        guard words.count == elements.count else { return nil }
        let program = words[0]
        let isWhole = program.utf8.first == UInt8(ascii: "/") && TextForm.isPath(program)
        if program.isEmpty || program.utf8.contains(UInt8(ascii: "/")) && !isWhole {
            faults.report(
                "'\(program)' depends on where the supervisor was started; write a program on the "
                    + "path, or its whole path", at: elements[0].place)
            return nil
        }
        return words
    }

    /// A path from the root.
    func wholePath(_ node: PolicyNode, _ what: String) -> String? {
        guard let path = text(node, what) else { return nil }
        if path.utf8.first == UInt8(ascii: "/"), TextForm.isPath(path) { return path }
        faults.report(
            "\(what) '\(path)' is no whole path; start it with '/', without '.' or '..' segments",
            at: node.place)
        return nil
    }

    /// A path, relative to the directory of the file or whole.
    func path(_ node: PolicyNode, _ what: String) -> String? {
        guard let path = text(node, what) else { return nil }
        if TextForm.isPath(path) { return path }
        faults.report(
            "\(what) '\(path)' is no plain path; write it without empty, '.' or '..' segments",
            at: node.place)
        return nil
    }

    /// A system user.
    func user(_ node: PolicyNode) -> String? {
        guard let user = text(node, "user") else { return nil }
        if TextForm.isUser(user) { return user }
        faults.report(
            "'\(user)' is no name of a system user; write lower-case letters, digits, '-' and '_'",
            at: node.place)
        return nil
    }

    /// Whether a name that the file declares has the form of one.
    func checkName(_ member: PolicyNode.Member, _ kind: String) -> Bool {
        if TextForm.isName(member.key) { return true }
        faults.report(
            "'\(member.key)' is no name of \(kind); use letters, digits, '-', '_' and '.', at most "
                + "64, and start with a letter or digit", at: member.place)
        return false
    }

    /// Whether a name is declared; the fault proposes the nearest one that is.
    func isDeclared(
        _ name: String, _ kind: String, in known: Set<DeclaredNames.Name>, at place: Place
    ) -> Bool {
        if known.contains(DeclaredNames.Name(name)) { return true }
        let advice = faults.nearest(name, in: known.sorted().map(\.text)).map {
            "did you mean '\($0)'?"
        }
        faults.report(
            "unknown \(kind) '\(name)'; " + (advice ?? "declare it under '\(kind)s'"), at: place)
        return false
    }
}
