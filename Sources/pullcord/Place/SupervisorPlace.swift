import ArgumentParser
import Control

/// Where a command finds the supervisor that it speaks to.
struct SupervisorPlace: ParsableArguments {
    @Option(help: PlaceHelp.run)
    var run: String?

    @Option(help: PlaceHelp.data)
    var data: String?

    @Option(
        help: ArgumentHelp(
            "The user the supervisor must run as; without it, the owner of the socket's directory.",
            valueName: "user"))
    var supervisorUser: String?

    /// The places, decided from these options and the environment.
    func directories() throws(CommandFailure) -> Directories {
        try Directories(
            Directories.Overrides(policy: nil, data: data, run: run),
            workingDirectory: Environment.workingDirectory, environment: Environment.variable)
    }

    /// Connects to the control socket, checks whose it is, and says hello.
    func connect() throws(CommandFailure) -> ControlClient {
        try ControlClient(socket: directories().controlSocket, user: user())
    }

    /// The user that the supervisor must run as, where one was named.
    func user() throws(CommandFailure) -> UInt32? {
        try supervisorUser.map { name throws(CommandFailure) in
            try SystemUser.identifier(of: name)
        }
    }

    /// Asks one question on a connection of its own.
    func ask(_ request: ControlRequest) throws(CommandFailure) -> ControlReply {
        let client = try connect()
        return try client.ask(request)
    }
}
