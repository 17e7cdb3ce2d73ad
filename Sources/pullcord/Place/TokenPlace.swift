import SafeText

/// Where an agent's own token lies.
enum TokenPlace {
    /// The place in the configuration of the agent's user, unless told otherwise.
    static func usual(
        of name: String, environment: (String) -> String?
    ) throws(CommandFailure) -> String {
        if let config = environment("XDG_CONFIG_HOME"), config.utf8.first == UInt8(ascii: "/") {
            return "\(config)/pullcord/tokens/\(name).token"
        }
        guard let home = environment("HOME"), home.utf8.first == UInt8(ascii: "/") else {
            throw CommandFailure(
                .usage, "no place for the token: HOME is not set; name it with --token-file")
        }
        return "\(home)/.config/pullcord/tokens/\(name).token"
    }
}
