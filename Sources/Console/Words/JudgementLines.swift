import Governance
import SafeText

/// A decision's path of checks, and what it was made on, as rows.
enum JudgementLines {
    private static let indent = 11

    /// What the call carried, its digest, and each check with its ruling, its line of the policy
    /// and what it found.
    static func lines(of judgement: Judgement, columns: Int) -> [SafeText] {
        let width = max(10, columns - indent - 2)
        let declared = judgement.declared.map(Words.plainTier) ?? "none"
        let run = judgement.run.map { "\(name: $0.description)" as SafeText } ?? "none"
        var fields: [(SafeText, [SafeText])] = [
            ("run", ["\(run), connection \(name: judgement.connection.description)"]),
            ("tier", ["\(Words.plainTier(judgement.tier)), declared \(declared)"]),
        ]
        if !judgement.quantities.isEmpty {
            let carried = judgement.quantities.map(Words.quantity)
            fields.append(("carries", Prose.rows(of: carried, columns: width)))
        }
        if !judgement.recipients.isEmpty {
            fields.append(("recipients", ["\(judgement.recipients.count), by keyed hash only"]))
        }
        let digest = SafeText(name: judgement.digest.hexadecimal)
        let policy = SafeText(name: judgement.policy.hexadecimal)
        fields.append(("digest", digest.wrapped(to: width)))
        fields.append(("policy", policy.wrapped(to: width)))
        return fields.flatMap { Prose.field($0.0, $0.1, indent: indent) }.map { "  " + $0 }
            + judgement.findings.flatMap { row(of: $0, columns: columns) }
    }

    /// `  check cap        deny   line 31  900 usd is over 500 usd`
    static func row(of finding: Finding, columns: Int) -> [SafeText] {
        let line = finding.line.map { "line \($0)" as SafeText } ?? ""
        let isBare = finding.line == nil && finding.detail == nil
        let bare: SafeText = """
            check \(SafeText(name: finding.check.rawValue).padded(to: 9)) \
            \(word(finding.ruling).padded(to: isBare ? 0 : 5))
            """
        guard let detail = finding.detail else {
            let row = finding.line == nil ? bare : "\(bare) \(line)"
            return ["  " + row]
        }
        let head: SafeText = "\(bare) \(line.padded(to: 8))"
        let width = max(10, columns - head.columns - 4)
        return Prose.field(
            head + "  ", Prose.rows(detail, columns: width),
            indent: head.columns + 2
        ).map { "  " + $0 }
    }

    private static func word(_ ruling: Ruling) -> SafeText {
        switch ruling {
        case .allow: "allow"
        case .hold: "hold"
        case .deny: "deny"
        }
    }
}
