import Glibc
import SafeText

/// Where the console's own complaints go while its screen is drawn.
enum ConsoleLog {
    /// The file, whose folder is made: `$XDG_STATE_HOME/pullcord/console.log`.
    static func path() throws(CommandFailure) -> String {
        let base: String
        if let state = Environment.variable("XDG_STATE_HOME"), state.hasPrefix("/") {
            base = state
        } else if let home = Environment.variable("HOME"), home.hasPrefix("/") {
            base = home + "/.local/state"
        } else {
            throw CommandFailure(
                .usage, "no place for the console's log: HOME is not set; set XDG_STATE_HOME")
        }
        var folder = ""
        for part in (base + "/pullcord").split(separator: "/") {
            folder += "/" + part
            guard mkdir(folder, 0o700) == 0 || errno == EEXIST else {
                throw CommandFailure(
                    .refused, "cannot make \(untrusted: folder): \(SystemError.words())")
            }
        }
        return folder + "/console.log"
    }
}
