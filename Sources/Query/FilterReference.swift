/// What a filter can be made of: the one table that help, completion and documents are made from.
package struct FilterReference: Hashable, Sendable {
    /// The field as it is written; `UNIT` for the units of the policy.
    package let name: String
    /// What its values look like.
    package let takes: String
    /// What it asks, in words.
    package let meaning: String
    /// A filter that uses it.
    package let example: String

    /// Every field, in the order in which help shows them.
    package static let rows = [
        FilterReference(
            "text", "a text, or a word alone",
            "somewhere in what is searched of the entry: its "
                + "kind, its words and sentences, names of calls and runs; never arguments",
            "\"over the cap\""),
        FilterReference(
            "agent", "a name", "the agent that called, or that the entry is about",
            "agent:billing-bot,triage"),
        FilterReference(
            "tool", "server/tool", "the tool; another request has its method in the tool's place",
            "tool:pay/refund"),
        FilterReference("server", "a name", "the server of the tool or request", "server:pay"),
        FilterReference("run", "7 or r7", "the number of the run", "run:r7"),
        FilterReference("call", "42 or c42", "the number of the call", "call:c42"),
        FilterReference(
            "code", "three characters, in either case", "the code of the hold", "code:7ak"),
        FilterReference(
            "decision", words(.decision),
            "what the entry answers to its call; an approval is an "
                + "allow, an expired hold a deny", "decision:hold,deny"),
        FilterReference(
            "tier", words(.tier), "the tier that the call was judged by, in this order",
            "tier>=high"),
        FilterReference(
            "outcome", words(.outcome), "how a call that went ended", "-outcome:succeeded outcome:*"
        ),
        FilterReference(
            "by", "an operator's name, or kill-file, signal, latch, supervisor",
            "who did it or approved it", "by:ana"),
        FilterReference(
            "check", words(.check), "a check of the gate that held or denied", "check:limit"),
        FilterReference(
            "rule", "a line of the policy file, or what was found there",
            "what a check that held or denied read", "rule:33 or rule:*mallory*"),
        FilterReference(
            "kind", "the kind of an entry", "what the entry records", "kind:kill.*"),
        FilterReference("seq", "a whole number", "the entry's place in the trail", "seq>=88000"),
        FilterReference(
            "time", "12:04, 12:04:31.250, 2026-11-21, 2026-11-21T12:04:00Z or -10m",
            "when it was recorded, in UTC; without a date the last time a clock showed it; all of "
                + "the last unit written", "time>=12:04 time<12:10"),
        FilterReference(
            "since", "45s, 10m, 2h, 1d, or a time", "recorded no longer ago than that",
            "since:10m"),
        FilterReference(
            "UNIT", "a plain decimal",
            "an amount of the call in a unit of the policy: a currency (usd), "
                + FilterUnits.things.joined(separator: ", "), "usd>=500"),
    ]

    private init(_ name: String, _ takes: String, _ meaning: String, _ example: String) {
        self.name = name
        self.takes = takes
        self.meaning = meaning
        self.example = example
    }

    private static func words(_ field: FilterField) -> String {
        (field.words ?? []).joined(separator: ", ")
    }

    /// The rows as a table of Markdown, for the article "Filters".
    package static var markdown: String {
        let head = ["| field | takes | what it asks | example |", "|---|---|---|---|"]
        return
            (head
            + rows.map { row in
                "| `\(row.name)` | \(row.takes) | \(row.meaning) | `\(row.example)` |"
            }).joined(separator: "\n") + "\n"
    }
}
