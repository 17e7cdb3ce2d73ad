import Control
import Governance
import SafeText

/// Tells a running supervisor that an agent's proof is another now.
enum ProofChange {
    /// The line to print. That no supervisor runs is no failure: it reads the proof when it starts.
    static func tell(
        _ directories: Directories, of agent: AgentName
    ) throws(CommandFailure) -> [SafeText] {
        do throws(CommandFailure) {
            let client = try ControlClient(socket: directories.controlSocket, user: nil)
            return try client.act(.proofChanged(agent: agent))
        } catch {
            guard error.status == .unreachable else {
                throw CommandFailure(
                    error.status,
                    lines: error.lines + [
                        """
                        the file is written; connections that the agent has open go on until an \
                        operator runs `pullcord policy reload` or the supervisor gets SIGHUP
                        """
                    ])
            }
            return ["no supervisor runs there, so there is no connection to close"]
        }
    }
}
