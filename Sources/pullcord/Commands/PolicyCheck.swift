import ArgumentParser
import Console
import Governance
import JSON
import SafeText

/// `pullcord policy check`
struct PolicyCheck: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Read a policy file, name every fault in it, and run its tests.",
        discussion: """
            Each fault has its file, line and column. Of the tests, those that fail are printed \
            with their path of checks. Users and programs that this machine does not have are \
            warnings: the policy may be for another. It needs no supervisor and changes nothing.

            EXAMPLE
              pullcord policy check
              pullcord policy check new.yaml
            """)

    @OptionGroup var options: PolicyFileOptions

    func run() throws {
        let path = try options.path()
        let policy: Policy
        do throws(CommandFailure) {
            policy = try PolicyRead.policy(path)
        } catch {
            if options.json { try Screen.show(Self.json(faults: error.lines)) }
            throw error
        }
        let results = policy.testResults()
        let warnings = PolicySurroundings.warnings(of: policy, in: path)
        if options.json {
            try Screen.show(Self.json(policy, results, warnings))
        } else {
            let failed = results.filter { !$0.isPassed }
            try Screen.tell(
                [Self.line(policy, path)] + warnings
                    + failed.flatMap { PolicyTestLines.lines(of: $0, in: path) }
                    + PolicyTestLines.summary(of: results))
        }
        try PolicyTestCommand.fail(results)
    }

    private static func line(_ policy: Policy, _ path: String) -> SafeText {
        """
        \(untrusted: path) is a policy: \
        \(Words.count(policy.agents.count, "agent", "agents")), \
        \(Words.count(policy.servers.count, "server", "servers")), \
        \(Words.count(policy.tools.count, "tool", "tools")), \
        \(Words.count(policy.operators.count, "operator", "operators")); \
        digest \(SafeText(name: policy.digest.hexadecimal))
        """
    }

    private static func json(
        _ policy: Policy, _ results: [PolicyTestResult], _ warnings: [SafeText]
    ) -> SafeText {
        var writer = JSONWriter()
        writer.beginObject()
        writer.member("ok", results.allSatisfy(\.isPassed))
        writer.member("digest", policy.digest.hexadecimal)
        writer.member("agents", policy.agents.count)
        writer.member("servers", policy.servers.count)
        writer.member("tools", policy.tools.count)
        writer.member("operators", policy.operators.count)
        writer.name("warnings")
        writer.beginArray()
        for warning in warnings { writer.value(warning.plain) }
        writer.endArray()
        PolicyTestLines.write(results, to: &writer)
        writer.endObject()
        return SafeText(json: writer.bytes)
    }

    private static func json(faults: [SafeText]) -> SafeText {
        var writer = JSONWriter()
        writer.beginObject()
        writer.member("ok", false)
        writer.name("faults")
        writer.beginArray()
        for fault in faults { writer.value(fault.plain) }
        writer.endArray()
        writer.endObject()
        return SafeText(json: writer.bytes)
    }
}
