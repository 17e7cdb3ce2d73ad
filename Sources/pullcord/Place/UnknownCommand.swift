import ArgumentParser
import PolicyFile
import SafeText

/// A word where a command stands and none is: told with the nearest that there is, before the parser
/// takes it for an argument too many.
enum UnknownCommand {
    /// What to say of these words; nil where each command that they name is there.
    static func failure(in words: [String]) -> CommandFailure? {
        if let failure = optionFirst(words) { return failure }
        var command: any ParsableCommand.Type = Pullcord.self
        var path = ["pullcord"]
        for word in words {
            let known = command.configuration.subcommands
            guard !known.isEmpty, word.utf8.first != UInt8(ascii: "-"), word != "help" else {
                return nil
            }
            guard let child = known.first(where: { $0._commandName == word }) else {
                let told = known.filter { $0.configuration.shouldDisplay }.map { $0._commandName }
                return failure(word, after: path, told)
            }
            command = child
            path.append(word)
        }
        return nil
    }

    /// An option before the command, which other programs take there.
    private static func optionFirst(_ words: [String]) -> CommandFailure? {
        guard let option = words.first, option.hasPrefix("--"),
            let command = words.dropFirst().first(where: { word in
                Pullcord.configuration.subcommands.contains { $0._commandName == word }
            })
        else { return nil }
        return CommandFailure(
            .usage,
            "options stand after the command: `pullcord \(name: command) \(SafeText(untrusted: option)) ...`"
        )
    }

    private static func failure(
        _ word: String, after path: [String], _ known: [String]
    ) -> CommandFailure {
        let before = path.map { SafeText(untrusted: $0) }.joined(by: " ")
        let near = NearestWord.of(word, in: known) ?? only(known.filter { $0.hasPrefix(word) })
        let advice = near.map { "did you mean `\(before) \(name: $0)`? " as SafeText } ?? ""
        return CommandFailure(
            .usage,
            "there is no command `\(before) \(name: word)`; \(advice)`\(before) --help` lists what there is"
        )
    }

    private static func only(_ words: [String]) -> String? {
        words.count == 1 ? words[0] : nil
    }
}
