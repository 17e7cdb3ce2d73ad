import SafeText

/// Where a file engages the kill switch, for help texts: of the supervisor that this environment
/// points to.
enum KillPlace {
    /// `/run/user/1000/pullcord/kill`, or how it is found where the environment does not say.
    static var words: String {
        do throws(CommandFailure) {
            let path = try Directories(
                Directories.Overrides(), workingDirectory: Environment.workingDirectory,
                environment: Environment.variable
            ).killDirectory
            return "\(path) (with --run DIR: DIR/kill)"
        } catch {
            return "DIR/kill, where DIR is what --run names"
        }
    }
}
