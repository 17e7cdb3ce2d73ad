import Governance
import JSON

/// The forms of text: each gives its value, or nil after a fault.
extension PolicyReader {
    /// Any text.
    func text(_ node: PolicyNode, _ what: String) -> String? {
        if case .text(let text, _) = node.content { return text }
        faults.report("\(what) is \(node.kind); write a text", at: node.place)
        return nil
    }

    /// A text that is not empty and at most so many characters long.
    func words(_ node: PolicyNode, _ what: String, longest: Int) -> String? {
        guard let text = text(node, what) else { return nil }
        guard (1...longest).contains(text.unicodeScalars.count),
            text.unicodeScalars.contains(where: { !$0.properties.isWhitespace })
        else {
            faults.report("\(what) has to be 1 to \(longest) characters long", at: node.place)
            return nil
        }
        return text
    }

    /// One of the words of a closed set.
    func word<Word: CaseIterable & RawRepresentable<String>>(
        _ node: PolicyNode, _ what: String, later: [String] = []
    ) -> Word? {
        word(node, what, words: Word.allCases.map(\.rawValue), later: later)
            .flatMap(Word.init(rawValue:))
    }

    /// One of some words.
    func word(
        _ node: PolicyNode, _ what: String, words: [String], later: [String] = []
    ) -> String? {
        guard let text = text(node, what) else { return nil }
        if words.contains(text) { return text }
        if later.contains(text) {
            faults.report(
                "\(what) '\(text)' is not yet supported by this version; choose \(words.listed)",
                at: node.place)
            return nil
        }
        let advice = faults.nearest(text, in: words).map { "did you mean '\($0)'?" }
        faults.report(
            "unknown \(what) '\(text)'; " + (advice ?? "choose one of \(words.listed)"),
            at: node.place)
        return nil
    }

    /// `low` to `critical`.
    func tier(_ node: PolicyNode, _ what: String) -> Tier? {
        word(node, what, words: Tier.allCases.map(\.word)).flatMap(Tier.init(word:))
    }

    /// A rung that this version acts upon.
    func rung(_ node: PolicyNode) -> Rung? {
        word(
            node, "rung", words: [Rung.holdAll.word, Rung.withinCaps.word],
            later: [Rung.shadow.word, Rung.sampled.word]
        ).flatMap(Rung.init(word:))
    }

    /// `true` or `false`.
    func flag(_ node: PolicyNode, _ what: String) -> Bool? {
        word(node, what, words: ["true", "false"]).map { $0 == "true" }
    }

    /// A whole number within bounds.
    func count(_ node: PolicyNode, _ what: String, in range: ClosedRange<Int>) -> Int? {
        guard let text = text(node, what) else { return nil }
        if let count = TextForm.count(text[...]), range.contains(count) { return count }
        faults.report(
            "\(what) '\(text)' is no whole number from \(range.lowerBound) to \(range.upperBound)",
            at: node.place)
        return nil
    }

    /// A plain decimal, not negative.
    func number(_ node: PolicyNode, _ what: String) -> ExactDecimal? {
        guard let text = text(node, what) else { return nil }
        if let number = TextForm.number(text[...]) { return number }
        faults.report(
            "\(what) '\(text)' is no plain number; write one such as 500 or 0.5", at: node.place)
        return nil
    }

    /// `45s`, `5m`, `1h`, `2d`, within bounds.
    func duration(
        _ node: PolicyNode, _ what: String, in range: ClosedRange<Duration>
    ) -> Duration? {
        guard let text = text(node, what) else { return nil }
        guard let duration = TextForm.duration(text[...]) else {
            faults.report(
                "\(what) '\(text)' is no duration; write one such as 45s, 5m, 1h or 2d",
                at: node.place)
            return nil
        }
        guard range.contains(duration) else {
            faults.report(
                "\(what) '\(text)' is out of bounds; choose \(range.lowerBound.policyWord) to "
                    + "\(range.upperBound.policyWord)", at: node.place)
            return nil
        }
        return duration
    }

    /// `500 usd`.
    func amount(_ node: PolicyNode, _ what: String) -> (number: ExactDecimal, unit: Unit)? {
        guard let text = text(node, what) else { return nil }
        let parts = text.split(separator: " ", omittingEmptySubsequences: false)
        guard parts.count == 2, let number = TextForm.number(parts[0]) else {
            faults.report(
                "\(what) '\(text)' is no amount; write a number and a unit such as '500 usd'",
                at: node.place)
            return nil
        }
        guard let unit = unit(String(parts[1]), at: node.place) else { return nil }
        return (number, unit)
    }

    /// A unit by its word.
    func unit(_ word: String, at place: Place) -> Unit? {
        if UnitWords.all.contains(word) { return Unit(word) }
        let advice = faults.nearest(word, in: UnitWords.all.sorted()).map {
            "did you mean '\($0)'?"
        }
        faults.report(
            "unknown unit '\(word)'; "
                + (advice ?? "use a currency such as usd, or \(UnitWords.things.listed)"), at: place
        )
        return nil
    }

    /// A JSON pointer to an argument.
    func place(_ node: PolicyNode, _ what: String) -> JSONPointer? {
        guard let text = text(node, what) else { return nil }
        do {
            let pointer = try JSONPointer(text)
            if !pointer.tokens.isEmpty { return pointer }
        } catch {
            // The fault below says the same for every text that is no place.
        }
        faults.report(
            "\(what) '\(text)' names no argument; write a JSON pointer such as /amount",
            at: node.place)
        return nil
    }

    /// The elements of a list.
    func list(_ node: PolicyNode, _ what: String) -> [PolicyNode] {
        if case .list(let elements) = node.content { return elements }
        faults.report("\(what) is \(node.kind); write a list such as [a, b]", at: node.place)
        return []
    }

    /// One value, or a list of at least one.
    func oneOrMore(_ node: PolicyNode, _ what: String) -> [PolicyNode] {
        guard case .list(let elements) = node.content else { return [node] }
        if elements.isEmpty {
            faults.report("\(what) is an empty list; name one, or remove it", at: node.place)
        }
        return elements
    }

    /// The named members of a mapping.
    func members(_ node: PolicyNode, _ what: String) -> [PolicyNode.Member] {
        if case .map(let members) = node.content { return members }
        faults.report("\(what) is \(node.kind); write a mapping by name", at: node.place)
        return []
    }

    /// Texts that may each be there once.
    func uniqueWords(_ node: PolicyNode, _ what: String) -> [(text: String, place: Place)] {
        var seen: Set<Recipient> = []
        return list(node, what).compactMap { element in
            guard let text = words(element, what, longest: 256) else { return nil }
            guard seen.insert(Recipient(text)).inserted else {
                faults.report("'\(text)' stands in \(what) twice; keep one", at: element.place)
                return nil
            }
            return (text, element.place)
        }
    }

    /// Recipients that are known.
    func known(_ node: PolicyNode) -> Set<Recipient> {
        Set(uniqueWords(node, "known").map { Recipient($0.text) })
    }
}
