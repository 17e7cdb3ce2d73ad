import ArgumentParser
import Glibc

/// The places as options of the commands that need them all.
struct PlaceOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The policy file (or PULLCORD_POLICY).", valueName: "file"))
    var policy: String?

    @Option(help: ArgumentHelp("Where trail and keys are (or PULLCORD_DATA).", valueName: "dir"))
    var data: String?

    @Option(help: ArgumentHelp("Where the sockets are (or PULLCORD_RUN).", valueName: "dir"))
    var run: String?

    /// The places, decided from these options and the environment.
    func directories() throws(CommandFailure) -> Directories {
        try Directories(
            Directories.Overrides(policy: policy, data: data, run: run),
            workingDirectory: Environment.workingDirectory, environment: Environment.variable)
    }
}
