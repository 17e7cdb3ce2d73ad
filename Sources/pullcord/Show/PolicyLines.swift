import Control
import Governance
import SafeText

/// The policy in force and what waits, as lines.
enum PolicyLines {
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
