import SafeText

/// Words of a command as a person can paste them into a shell.
enum ShellWord {
    /// The words in one line, quoted where a shell would read them otherwise.
    static func line(_ words: [String]) -> SafeText {
        SafeText(untrusted: words.map(quoted).joined(separator: " "))
    }

    private static let plain = Set(
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789/._-+=:@%,".utf8)

    private static func quoted(_ word: String) -> String {
        guard word.isEmpty || word.utf8.contains(where: { !plain.contains($0) }) else {
            return word
        }
        let parts = word.split(separator: "'", omittingEmptySubsequences: false)
        return "'\(parts.joined(separator: "'\\''"))'"
    }
}
