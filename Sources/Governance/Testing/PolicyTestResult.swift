/// What came out of a test that stands in the policy file.
package struct PolicyTestResult: Hashable, Sendable {
    /// The test as the file states it.
    package let test: PolicyTest
    /// What the gate answered; with `mode: observe`, what it would have answered.
    package let ruling: Ruling
    /// The path of checks that led there, without those that a file alone does not decide.
    package let findings: [Finding]

    /// Whether what was expected came out, and for the reason that was given.
    package var isPassed: Bool {
        guard ruling == test.expect.ruling else { return false }
        guard let why = test.why else { return true }
        return decisive.contains { $0.check == why }
    }

    /// The findings that gave the answer.
    package var decisive: [Finding] { findings.filter { $0.ruling == ruling } }

    /// What was called, what was expected and what came out, in a line of the policy's words.
    package var sentence: String {
        let call = "\(test.agent) calling \(test.call)"
        let wanted = test.why.map { "\(test.expect.rawValue) by \($0.rawValue)" }
        let expected = wanted ?? test.expect.rawValue
        if isPassed { return "\(call): \(expected), as expected" }
        var checks: [String] = []
        for finding in decisive where !checks.contains(finding.check.rawValue) {
            checks.append(finding.check.rawValue)
        }
        let by = ruling == .allow ? "" : " by \(checks.joined(separator: ", "))"
        return "\(call): \(ruling.rawValue)\(by), but \(expected) was expected"
    }
}

extension PolicyTest.Expectation {
    fileprivate var ruling: Ruling {
        switch self {
        case .allow: .allow
        case .hold: .hold
        case .deny: .deny
        }
    }
}
