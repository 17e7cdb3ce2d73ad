import Governance
import JSON
import SafeText

/// What came out of the tests of a policy file, as lines and as JSON.
enum PolicyTestLines {
    /// One test: where it stands and what came out, and for one that failed the path of checks.
    static func lines(of result: PolicyTestResult, in path: String) -> [SafeText] {
        let word: SafeText = result.isPassed ? "passed" : "FAILED"
        let place = SafeText(untrusted: "\(path):\(result.test.line)")
        let head: SafeText = "\(place): \(word): \(SafeText(untrusted: result.sentence))"
        return result.isPassed ? [head] : [head] + result.findings.map(line)
    }

    /// How many passed, and what no test of a file can check.
    static func summary(of results: [PolicyTestResult]) -> [SafeText] {
        guard !results.isEmpty else { return ["it has no tests"] }
        let failed = results.count { !$0.isPassed }
        return [
            "\(results.count - failed) of \(results.count) tests passed",
            "not checked: whether the arguments fit the tools' schemas, which only servers know",
        ]
    }

    /// `failed` and `tests` for scripts, as members of the object that is open.
    static func write(_ results: [PolicyTestResult], to writer: inout JSONWriter) {
        writer.member("failed", results.count { !$0.isPassed })
        writer.name("tests")
        writer.beginArray()
        for result in results {
            writer.beginObject()
            writer.member("line", result.test.line)
            writer.member("agent", result.test.agent.text)
            writer.member("call", result.test.call.description)
            writer.member("passed", result.isPassed)
            writer.member("expected", result.test.expect.rawValue)
            writer.member("ruling", result.ruling.rawValue)
            writer.name("checks")
            writer.beginArray()
            for finding in result.findings { write(finding, to: &writer) }
            writer.endArray()
            writer.endObject()
        }
        writer.endArray()
    }

    private static func write(_ finding: Finding, to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("check", finding.check.rawValue)
        writer.member("ruling", finding.ruling.rawValue)
        if let line = finding.line { writer.member("line", line) }
        if let detail = finding.detail { writer.member("detail", detail) }
        writer.endObject()
    }

    private static func line(_ finding: Finding) -> SafeText {
        let check = SafeText(name: finding.check.rawValue).padded(to: 11)
        let ruling = SafeText(name: finding.ruling.rawValue).padded(to: 7)
        let line = finding.line.map { "line \($0)" as SafeText } ?? ""
        guard let detail = finding.detail else { return "  \(check)\(ruling)\(line)" }
        return "  \(check)\(ruling)\(line.padded(to: 10))\(SafeText(untrusted: detail))"
    }
}
