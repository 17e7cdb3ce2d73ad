package import Control

/// What happened outside the console, one thing at a time.
package enum ConsoleMessage: Sendable {
    /// A key was pressed.
    case key(Key)
    /// Something was pasted; never more than a prompt for text takes.
    case pasted(String)
    /// The terminal has another size.
    case resized(Size)
    /// A frame was written out whole, with this question to the terminal after it.
    case painted(fence: UInt64)
    /// The terminal answered that question.
    case fenceAnswered(UInt64)
    /// The terminal got the focus: keys may come that were meant for another window.
    case focused
    /// The program goes on after it was stopped or the machine slept.
    case resumed
    /// Time has passed.
    case ticked
    /// The supervisor let us in.
    case connected(WelcomeView)
    /// It answered a request.
    case replied(number: UInt64, ControlReply)
    /// It told its time and the next sequence number.
    case beat(now: WallTime, next: UInt64)
    /// Entries became durable.
    case entries([TailRow])
    /// It ended the feed because this console read too slowly.
    case fellBehind(next: UInt64, why: String)
    /// The connection is gone.
    case disconnected(why: String, retryAt: Int64)
    /// What became of an export.
    case exported(ExportReport)
    /// The kill switch's own line has news.
    case kill(KillReport)
}

/// What became of a kill that was sent by its own line.
package enum KillReport: Hashable, Sendable {
    /// It was written to the supervisor.
    case sent
    /// The supervisor acknowledged it: the latch is synced.
    case engaged(KilledView)
    /// It could not be sent, or was refused.
    case failed(why: String)
    /// The file in the kill directory was made, or could not be.
    case file(path: String, failure: String?)
}
