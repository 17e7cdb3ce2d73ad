package import PolicyFile
package import Transport

/// Asks a server once which tools it has, for a first policy: starts its command as the supervisor
/// would, opens it, reads its list and ends it.
package enum ServerProbe {
    /// What a server said of itself.
    package struct Answer: Sendable, Hashable {
        /// Its tools, in its order.
        package let tools: [PolicyDraft.Tool]
        /// How many it listed that could not be read, or not under a name of their own.
        package let leftOut: Int
        /// The revision of MCP that it speaks.
        package let revision: String
    }

    /// Starts the command and asks. Blocks the calling thread, which must not be a loop's, for at
    /// most `seconds` and the two steps of ending the child; no process is left when it returns.
    ///
    /// - Throws: ``ServerProbeFailure`` with what went wrong.
    package static func ask(
        _ command: ServerCommand, seconds: Int
    ) throws(ServerProbeFailure) -> Answer {
        // Before anything grows: the nursery of the servers' keepers is forked here.
        let loop = Loop.start()
        let probe = RunningProbe(command, on: loop)
        loop.execute { probe.begin(seconds: seconds) }
        return try probe.wait().get()
    }
}

/// Why a server gave no list of tools.
package struct ServerProbeFailure: Error, Sendable, Hashable {
    /// What happened, in words; the server's own are untrusted.
    package let message: String
    /// The last lines that it wrote to its standard error: untrusted.
    package let complaints: [String]
}
