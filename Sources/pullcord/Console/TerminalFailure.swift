import SafeText
import Terminal

/// What the terminal refuses, as a command says it.
enum TerminalFailure {
    /// Runs something of the terminal's.
    static func wrapped<Result: ~Copyable>(
        _ body: () throws(TerminalFault) -> Result
    ) throws(CommandFailure) -> Result {
        do throws(TerminalFault) { return try body() } catch {
            throw CommandFailure(.refused, error.message)
        }
    }
}
