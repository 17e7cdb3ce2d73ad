import ArgumentParser
import Governance
import JSON
import SafeText

/// `pullcord policy test`
struct PolicyTestCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "test", abstract: "Run the tests in a policy file and print what came out.",
        discussion: """
            Each test is put to the gate as the first call of a fresh run, with nothing spent and \
            no switch thrown. It needs no supervisor and changes nothing. A supervisor takes no \
            file whose own tests fail.

            EXAMPLE
              pullcord policy test
              pullcord policy test new.yaml
            """)

    @OptionGroup var options: PolicyFileOptions

    func run() throws {
        let path = try options.path()
        let results = try PolicyRead.policy(path).testResults()
        if options.json {
            var writer = JSONWriter()
            writer.beginObject()
            PolicyTestLines.write(results, to: &writer)
            writer.endObject()
            try Screen.show(SafeText(json: writer.bytes))
        } else {
            try Screen.show(
                results.flatMap { PolicyTestLines.lines(of: $0, in: path) }
                    + PolicyTestLines.summary(of: results))
        }
        try Self.fail(results)
    }

    /// Ends the command with a status that scripts see, where a test failed.
    static func fail(_ results: [PolicyTestResult]) throws(CommandFailure) {
        let failed = results.count { !$0.isPassed }
        guard failed > 0 else { return }
        throw CommandFailure(
            .refused,
            "\(failed) of its tests fail, so no supervisor takes it; correct the rule or the test")
    }
}
