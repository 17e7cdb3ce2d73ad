/// What `LineChannel.discardUnwritten` did.
package struct DiscardedLines: Sendable, Equatable {
    /// Lines dropped of which no byte had been handed to the system.
    package let lines: Int
    /// The tickets of those that had one, in order.
    package let tickets: [UInt64]
    /// Whether a line was handed over in part. Its rest will still be written, because the peer would
    /// else see a broken line; close the channel with `closeNow()` where that must not be.
    package let leavesBegunLine: Bool
    /// That line's ticket, if it had one.
    package let begunTicket: UInt64?
}
