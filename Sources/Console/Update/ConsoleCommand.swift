package import Control

/// What the console wants done outside; the terminal's loop does it.
package enum ConsoleCommand: Hashable, Sendable {
    /// Ask the supervisor.
    case ask(number: UInt64, ControlRequest)
    /// After the next frame, ask the terminal to answer.
    case fence(UInt64)
    /// Engage the kill switch, by its own line and before anything else.
    case kill(ControlScope)
    /// Make the file in the kill directory of this console's own place, and in those that the supervisor
    /// named when it was heard last.
    case killFiles(named: [String])
    /// Ring.
    case bell
    /// Put a text into the clipboard of the terminal; never more than ``Clipping/most`` bytes.
    case copy(String)
    /// Write rows to a new file, away from the thread that draws.
    case export(Export)
    /// Draw everything anew.
    case repaint
    /// Stop as the shell's ^Z does.
    case suspend
    /// Try to connect now.
    case reconnect
    /// Another step of the tour began.
    case toured(Tour.Step)
    /// End, without deciding anything.
    case quit
}
