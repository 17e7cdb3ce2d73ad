import Governance
import MCP
import Transport

/// One process of a server, for one agent. Lives on the loop.
final class ServerLink: LineChannelOwner, ServerProcessOwner, @unchecked Sendable {
    // Everything here is touched on the loop only: channel and process call there, and so does the
    // supervisor, whose executor is the loop's.
    let key: ServerKey
    var session: ServerSession
    /// The process; nil until it was asked for.
    var process: ServerProcess?
    /// Our ids of the calls under way.
    var calls: [Int64: CallID] = [:]
    /// Whether it is open and what it lists is known: before that nothing is forwarded.
    var isReady = false
    /// Calls that were recorded before the server was open.
    var queued: [CallID] = []
    var timers: [ServerWait: LoopTimer] = [:]
    /// When something went to or came from it last.
    var activeAt: Moment
    let startedAt: Moment
    /// Whether nothing is written to it any more, because a kill came in the middle of a line.
    var isSilenced = false
    /// What its agent may see of each list, as it is known by now.
    var shown: [ListKind: [ListedItem]] = [:]
    /// Whether it is being stopped on purpose.
    var isStopping = false
    /// Whether a page of a list is being read off the loop: what it says after it waits.
    var isReadingPage = false
    /// What it may tell without being asked.
    var allowance = Allowance.server
    private unowned let supervisor: Supervisor

    init(key: ServerKey, session: ServerSession, at now: Moment, supervisor: Supervisor) {
        self.key = key
        self.session = session
        self.supervisor = supervisor
        activeAt = now
        startedAt = now
    }

    /// The process's streams; writing to it before it was asked for goes nowhere.
    var channel: ServerChannel { ServerChannel(channel: process?.channel) }

    func received(_ line: UnsafeRawBufferPointer, on channel: LineChannel) {
        // Used before this call returns, on the same thread.
        nonisolated(unsafe) let line = line
        supervisor.assumeIsolated { $0.received(line, from: self) }
    }

    func faulted(_ fault: LineFault, on channel: LineChannel) {
        supervisor.assumeIsolated { $0.faulted(fault, of: self) }
    }

    func inputEnded(on channel: LineChannel) {
        // The process's end decides, not its output's: what it wrote before may still be read.
        supervisor.assumeIsolated { $0.ended(self, "it closed its output") }
    }

    func closed(on channel: LineChannel, _ end: LineChannelEnd) {
        supervisor.assumeIsolated { $0.ended(self, "its output is closed") }
    }

    func happened(_ event: ServerEvent, to server: ServerProcess) {
        supervisor.assumeIsolated { $0.happened(event, to: self) }
    }
}

/// Writes to a server's process, if there is one.
struct ServerChannel {
    fileprivate let channel: LineChannel?

    @discardableResult
    func write(_ line: [UInt8]) -> Bool { channel?.write(line) ?? false }

    func write(ticket: UInt64, _ body: (LinePen) -> Void) -> Bool {
        channel?.write(ticket: ticket, body) ?? false
    }

    /// Whether it takes what is written to it.
    var isWritable: Bool { channel?.isWritable ?? false }

    /// What is left in the queue of one that does not read for what is not a call, in bytes: that each call
    /// under way is withdrawn takes less.
    private static let reserve = 128 << 10

    /// Whether a call of so many bytes fits the queue; where nothing waits, any does.
    func hasRoom(for bytes: Int) -> Bool {
        guard let channel, channel.pendingBytes > 0 else { return true }
        return channel.pendingBytes + bytes <= channel.limits.pending - ServerChannel.reserve
    }

    /// Whether a call waits to be written, and no byte of it was.
    func isUnwritten(_ call: CallID) -> Bool {
        channel?.unwrittenTickets.contains(call.number) ?? false
    }

    /// Drops the calls of which no byte was written yet.
    ///
    /// - Returns: which they were, and the call that was written in part, if there is one.
    func discard(_ isHit: (CallID) -> Bool) -> (dropped: [CallID], begun: CallID?) {
        let lines = channel?.discardUnwritten { ticket in
            ticket.map { isHit(CallID($0)) } ?? false
        }
        return (lines?.tickets.map(CallID.init) ?? [], lines?.begunTicket.map(CallID.init))
    }

    /// Writes nothing more, also not the rest of what was begun.
    func silence() { channel?.silence() }
}
