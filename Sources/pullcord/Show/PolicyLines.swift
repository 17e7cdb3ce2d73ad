import Console
import Control
import Governance
import SafeText

/// The policy in force and what waits, as lines.
enum PolicyLines {
    /// A digest as people compare it: enough of it that no two policies are confused.
    static func short(_ digest: Digest) -> SafeText {
        SafeText(name: String(digest.hexadecimal.prefix(16)))
    }

    static func lines(of view: PolicyView) -> [SafeText] {
        var lines: [SafeText] = [
            """
            in force: \(SafeText(name: view.digest.hexadecimal)) from \(untrusted: view.path) \
            since \(Times.at(view.loaded))
            """
        ]
        lines += view.faults.map { "FAULT \(SafeText(untrusted: $0))" }
        guard let pending = view.pending else { return lines + ["nothing waits to be applied"] }
        lines.append(
            """
            waiting since \(Times.at(pending.since)): \
            \(SafeText(name: pending.digest.hexadecimal))
            """)
        lines += pending.differences.flatMap { difference in
            Prose.rows(difference, columns: Screen.columns - 2).map { "  " + $0 }
        }
        let names = pending.approvedBy.map { SafeText(name: $0) }.joined(by: ", ")
        let who: SafeText = names.isEmpty ? "" : ": \(names)"
        lines.append("applied by \(pending.approvedBy.count) of \(pending.approvalsNeeded)\(who)")
        return lines + ["`pullcord policy apply` brings it into force"]
    }
}
