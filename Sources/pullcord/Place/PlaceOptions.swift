import ArgumentParser
import Glibc

/// The places as options of the commands that need them all.
struct PlaceOptions: ParsableArguments {
    @Option(help: PlaceHelp.policy)
    var policy: String?

    @Option(help: PlaceHelp.data)
    var data: String?

    @Option(help: PlaceHelp.run)
    var run: String?

    /// The places, decided from these options and the environment.
    func directories() throws(CommandFailure) -> Directories {
        try Directories(
            Directories.Overrides(policy: policy, data: data, run: run),
            workingDirectory: Environment.workingDirectory, environment: Environment.variable)
    }
}
