import ArgumentParser
import Testing

@testable import pullcord

/// What a newcomer reads: every command explains itself, with an example and every option.
@Suite struct HelpTests {
    /// Each command with the words that call it.
    private static func all(
        _ command: any ParsableCommand.Type = Pullcord.self, _ words: [String] = []
    ) -> [(words: [String], command: any ParsableCommand.Type)] {
        [(words, command)]
            + command.configuration.subcommands.flatMap { child in
                all(child, words + [child._commandName])
            }
    }

    private static var commands: [(words: [String], command: any ParsableCommand.Type)] {
        let groups = Pullcord.configuration.groupedSubcommands.flatMap(\.subcommands)
        return groups.flatMap { all($0, [$0._commandName]) }
    }

    @Test func everyCommandOfTheIssueIsThere() {
        let names = Set(Self.commands.map { $0.words.joined(separator: " ") })
        let wanted = [
            "supervise", "demo", "init", "connect", "status", "holds", "approve", "deny",
            "recall", "extend", "grant", "pause", "resume", "freeze", "runs", "run end", "tools",
            "kill",
            "release", "agent add", "agent list",
            "agent revoke", "audit verify", "audit tail",
            "audit show", "policy check", "policy test", "policy reload", "policy pending",
            "policy apply",
        ]
        #expect(names.isSuperset(of: wanted), "\(Set(wanted).subtracting(names).sorted())")
    }

    @Test func everyCommandExplainsItself() {
        for (words, command) in Self.commands {
            let name = words.joined(separator: " ")
            let help = Pullcord.helpMessage(for: command, columns: 80)
            #expect(!command.configuration.abstract.isEmpty, "\(name)")
            guard command.configuration.subcommands.isEmpty else { continue }
            #expect(help.contains("EXAMPLE\n  pullcord \(name)"), "\(name)")
            #expect(help.split(separator: "\n").allSatisfy { $0.count <= 200 }, "\(name)")
        }
    }

    /// The stored properties that the parser fills are the options; each must stand in the help,
    /// with words of its own behind it.
    @Test func everyOptionStandsInTheHelp() throws {
        for (words, command) in Self.commands where command.configuration.subcommands.isEmpty {
            let name = words.joined(separator: " ")
            let help = Pullcord.helpMessage(for: command, columns: 400)
            // A name that is too long for its column has its words on the next line.
            let lines = help.split(separator: "\n").filter { $0.hasPrefix("  ") }
            for option in Self.options(of: command.init()) {
                let index = lines.firstIndex { $0.hasPrefix("  \(option)") }
                let place = try #require(index, "\(name) \(option)")
                var words = lines[place].split(separator: " ")
                if words.count <= 2 { words += lines[place + 1].split(separator: " ") }
                #expect(words.count > 4, "\(name) \(option) says what it is for")
            }
        }
    }

    private static func options(of value: Any) -> [String] {
        Mirror(reflecting: value).children.flatMap { child -> [String] in
            guard var label = child.label?.dropFirst() else { return [] }
            let kind = "\(type(of: child.value))"
            if kind.hasPrefix("OptionGroup<") {
                return kind.contains("SupervisorPlace")
                    ? ["--run", "--data", "--supervisor-user"]
                    : kind.contains("ScopeOptions")
                        ? ["--server", "--tool", "--agent", "--run-name"]
                        : ["--policy", "--data", "--run"]
            }
            var name = ""
            while let letter = label.popFirst() {
                name += letter.isUppercase ? "-" + letter.lowercased() : String(letter)
            }
            if kind.hasPrefix("Argument<") { return ["<\(name)>"] }
            return [["number": "-n", "follow": "-f, --follow"][name] ?? "--\(name)"]
        }
    }

    @Test func everyStatusIsExplained() {
        let help = Pullcord.helpMessage(columns: 80)
        for status in CommandStatus.allCases {
            #expect(help.contains("\n  \(status.rawValue)  "), "\(status)")
        }
    }

    @Test(arguments: [["--help"], ["--version"], ["approve", "--help"], ["help", "kill"]])
    func askingForHelpIsNoFailure(_ arguments: [String]) {
        #expect(Pullcord.run(arguments) == .done)
    }
}
