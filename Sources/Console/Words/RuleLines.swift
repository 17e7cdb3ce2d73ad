import Control
import Governance
import SafeText

/// What decided a call: each check that said so, with its line of the policy file.
enum RuleLines {
    /// The rows of one entry; none where it is no decision. `policy` is in force now and stands at
    /// `path`: the lines of another may say something else by now.
    static func lines(
        of entry: EntryView, path: String, policy: Digest, columns: Int
    ) -> [SafeText] {
        guard let words = EntryWords.of(entry), let judgement = words.judgement else { return [] }
        let head: SafeText = "\(entry.sequence)  \(Times.at(entry.time))  \(words.kind)"
        let file: SafeText =
            judgement.policy == policy
            ? "lines are of \(SafeText(untrusted: path)), which is in force"
            : """
            lines are of policy \(name: String(judgement.policy.hexadecimal.prefix(16))), which is not in \
            force any more: in \(SafeText(untrusted: path)) they may say something else
            """
        let found = decisive(judgement)
        let none: [SafeText] = found.isEmpty ? ["  no check held or denied it"] : []
        return [head] + Prose.rows(safe: file, columns: columns - 2, indent: 2).map { "  " + $0 }
            + found.flatMap { JudgementLines.row(of: $0, columns: columns) } + none
    }

    /// What held or denied; for a call that went, each check that read a line of the policy.
    private static func decisive(_ judgement: Judgement) -> [Finding] {
        let obstacles = judgement.findings.filter { $0.ruling != .allow || $0.raisesTier }
        return obstacles.isEmpty ? judgement.findings.filter { $0.line != nil } : obstacles
    }
}
