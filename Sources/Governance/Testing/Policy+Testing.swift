import JSON

extension Policy {
    /// Puts every test of the file to the gate, in the order of the file.
    ///
    /// Each is the first call of a run of its own: every switch is off, nothing is spent, and the
    /// tool is listed as it was pinned. What only a server knows, the schema of its tool, is not
    /// looked at, so that the answer depends on the file alone.
    package func testResults() -> [PolicyTestResult] {
        tests.map(result)
    }

    private func result(of test: PolicyTest) -> PolicyTestResult {
        var marks = TestMarks()
        let agent = agents[test.agent]
        let reading =
            tools[test.call].map {
                ArgumentReader(tool: $0, agent: agent).read(test.arguments) { marks.mark($0) }
            } ?? Reading()
        var governor = Governor()
        governor.policy = self
        governor.pins.pin(test.call, .zero, at: .zero)
        governor.grants.grant(test.agent, test.call, test.rung ?? agent?.rung ?? .holdAll)
        let known = test.known.map { RecipientMark(mark: marks.mark($0.text), isListed: false) }
        governor.recipients.add(known, agent: test.agent, server: test.call.server)
        let proposal = Proposal(
            agent: test.agent, connection: ConnectionID(1), action: .tool(test.call),
            digest: .zero, definition: .zero, reading: reading, argumentBytes: 0,
            patience: nil)
        var context = GateContext(
            governor: governor, policy: self, proposal: proposal,
            run: Run(id: RunID(1), agent: test.agent, startedAt: .zero), runFault: nil, at: .zero)
        Gate.examine(&context, governor)
        return PolicyTestResult(
            test: test, ruling: context.strictRuling,
            findings: context.findings.filter { PolicyTest.checks.contains($0.check) })
    }
}

/// Marks of recipients that hold within one test: no two share one, and nothing is secret.
private struct TestMarks {
    private var marks: [Recipient: Digest] = [:]

    mutating func mark(_ text: String) -> Digest {
        let recipient = Recipient(text)
        if let mark = marks[recipient] { return mark }
        var bytes = [UInt8](repeating: 0, count: Digest.byteCount)
        withUnsafeBytes(of: UInt64(marks.count + 1).bigEndian) {
            bytes.replaceSubrange(0..<$0.count, with: $0)
        }
        guard let mark = Digest(bytes: bytes) else {
            preconditionFailure("as many bytes as a digest has")
        }
        marks[recipient] = mark
        return mark
    }
}
