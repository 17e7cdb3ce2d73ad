package import Console

/// What runs on a terminal: the console, or a probe. All of it is called on the thread of the loop, and
/// must not wait for anything.
package protocol TerminalProgram {
    /// What other threads tell it.
    associatedtype Message: Sendable

    /// Something happened. Returns what is to be done with the terminal, in this order.
    mutating func take(_ event: TerminalEvent<Message>, at now: Int64) -> [TerminalOrder]

    /// What is to be on a screen of this size.
    func frame(size: Size, at now: Int64) -> (Grid, Look)

    /// When it wants to be told of the time next; nil: not at all.
    var wakesAt: Int64? { get }
}

/// What happened to a program on a terminal.
package enum TerminalEvent<Message: Sendable>: Sendable {
    /// Keys and the like. ``InputEvent/fenceAnswered`` comes as ``fence(_:)`` instead.
    case input(InputEvent)
    case message(Message)
    /// The first event, and each time the terminal has another size.
    case resized(Size)
    /// A frame was written out whole that is at least as new as this fence. It comes before
    /// ``fence(_:)``, and where the terminal never answers it is all that comes.
    case painted(UInt64)
    /// The frame of this fence is on screen, or a newer one, and every key that was typed before has been
    /// told.
    case fence(UInt64)
    /// The time of ``TerminalProgram/wakesAt`` has come.
    case ticked
    /// It goes on after it was stopped: the terminal was somebody else's.
    case resumed
}

/// What a program wants done with its terminal.
package enum TerminalOrder: Hashable, Sendable {
    /// Ask the terminal to say when the next frame is on screen.
    case fence(UInt64)
    case bell
    case title(WindowTitle)
    /// Into the clipboard; more than ``Clipboard/most`` is left away.
    case copy([UInt8])
    /// Draw everything anew (^L).
    case repaint
    /// Stop, as ^Z does elsewhere.
    case suspend
    /// End with this exit status.
    case quit(Int32)
}
