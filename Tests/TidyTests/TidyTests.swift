import Testing

/// The tree keeps the rules of the house that neither compiler nor formatter know.
@Suite struct TidyTests {
    private func findings(_ rule: some TidyRule) -> [Finding] {
        Tree.files.flatMap { rule.findings(in: $0) }
    }

    @Test func theTreeIsRead() {
        let paths = Set(Tree.files.map(\.path))
        #expect(
            paths.isSuperset(of: [
                "Package.swift", "README.md", "Tests/run", ".ci/run",
                "Sources/SafeText/SafeText.swift", "Tests/TidyTests/TidyTests.swift",
            ]))
        #expect(!paths.contains { $0.hasSuffix(".jsonl") })
    }

    @Test func importsGoDownTheRanks() {
        #expect(findings(ImportRule()) == [])
    }

    @Test func functionsFitAScreen() {
        #expect(findings(FunctionLengthRule()) == [])
    }

    @Test func forbiddenWordsAreNotUsed() {
        #expect(findings(ForbiddenWordRule()) == [])
    }

    @Test func whatTheCompilerIsToldToBelieveIsProved() {
        #expect(findings(ConcurrencyProofRule()) == [])
    }

    @Test func noPathIsOfOneMachine() {
        #expect(findings(MachinePathRule()) == [])
    }

    /// A report, to be read: over 400 lines, look for a second type.
    @Test func theLongestFilesAreReported() {
        let sizes = Tree.files.filter(\.isSwift).map { (lines: $0.lines.count, path: $0.path) }
            .sorted { $0.lines > $1.lines }
        for (lines, path) in sizes.prefix(5) { print("longest files: \(lines) \(path)") }
        print("longest files: \(sizes.count { $0.lines > 400 }) of \(sizes.count) over 400 lines")
        let functions = Tree.files.flatMap { file in
            FunctionLengthRule.functions(in: file).map { (lines: $0.lines, path: file.path) }
        }
        let longest = functions.max { $0.lines < $1.lines }
        print("longest function: \(longest?.lines ?? 0) \(longest?.path ?? "")")
        #expect(sizes.count > 10 && functions.count > sizes.count)
    }
}
