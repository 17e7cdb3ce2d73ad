/// The words of the command line.
enum CommandWords {
    /// More than the kernel passes on to a program, in bytes (`execve(2)`).
    private static let longest = 8 << 20

    /// All words after the program's name.
    ///
    /// The runtime finds them from where the environment lies. A preloaded library that makes a
    /// variable of its own moves that, and then the runtime finds none, not even the name: the
    /// kernel is asked, or the command would take itself for one without words.
    static func own() throws(CommandFailure) -> [String] {
        let known = CommandLine.arguments
        guard known.isEmpty else { return Array(known.dropFirst()) }
        let bytes = try PlainFile.read("/proc/self/cmdline", limit: longest)
        // Each word ends with a zero byte.
        return bytes.dropLast().split(separator: 0, omittingEmptySubsequences: false)
            .dropFirst().map { String(decoding: $0, as: UTF8.self) }
    }
}
