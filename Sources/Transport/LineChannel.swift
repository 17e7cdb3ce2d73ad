import CLinux
import Glibc

/// Lines of bytes both ways with one peer: an agent, a server, an operator's client. Bound to the
/// loop: every member is used there only, and checked where other rooms call in. Once made it lives
/// until it is closed, by its owner or its peer: its descriptors refer to it strongly, because weak
/// references would make each retain on the way of a call a slow one.
package final class LineChannel: @unchecked Sendable {
    /// What the channel may hold.
    package let limits: LineLimits
    /// A name for the peer that its owner may set: a log's or a table's key.
    package var label = ""

    let loop: Loop
    private(set) var owner: (any LineChannelOwner)?
    private var input: (any ByteInput)?
    private var output: ByteOutput?
    private var tether: Tether?
    private var reader: LineReader
    // No access to it calls back. Debug builds, which all tests run, check that.
    #if !DEBUG
        @exclusivity(unchecked)
    #endif
    private var queue = WriteQueue()

    private enum Stage { case idle, open, closing, over }
    private var stage = Stage.idle
    private var isPaused = false
    private var isHandingOn = false
    /// Whether its input has begun a read batch and not ended it.
    private var isInBatch = false
    /// Reading was allowed again while lines were being handed on; looked at when that is done.
    private var readingIsStale = false
    private var inputIsOver = false
    private var closesOutputWhenWritten = false
    private var isDirty = false
    private var isFull = false
    private var isSilenced = false
    private var lingering: LoopTimer?
    /// Whether the peer takes what is written: false from `limits.highWater` waiting bytes on, true
    /// again below half of it, which the owner is told by `drained`.
    package private(set) var isWritable = true

    /// How long `close()` waits for the peer to read what was written before.
    private static let lingerNanoseconds: UInt64 = 5_000_000_000

    init(limits: LineLimits, on loop: Loop) {
        self.limits = limits
        self.loop = loop
        reader = LineReader(limit: limits.line)
    }

    // MARK: Life

    /// Begins to read and call `owner`, which is held until the channel is over.
    package func start(_ owner: any LineChannelOwner) {
        loop.preconditionOnLoop()
        precondition(stage == .idle, "a channel is started once")
        self.owner = owner
        stage = .open
        applyReading()
    }

    /// Stops reading, writes what waits (for at most 5 s), then closes. The owner hears `closed`.
    package func close() {
        loop.preconditionOnLoop()
        guard stage == .open || stage == .idle else { return }
        stage = .closing
        applyReading()
        guard queue.count > 0, output != nil else { return finish(.closed) }
        lingering = loop.schedule(in: LineChannel.lingerNanoseconds) { [weak self] in
            self?.closeNow()
        }
    }

    /// Closes at once; what waits is lost. The owner hears `closed`.
    package func closeNow() {
        loop.preconditionOnLoop()
        finish(queue.count > 0 ? .discarded(bytes: queue.count) : .closed)
    }

    /// Writes what waits, then closes the peer's input and goes on reading: how a server is asked to end.
    package func closeOutput() {
        loop.preconditionOnLoop()
        guard !isSilenced else { return }
        closesOutputWhenWritten = true
        closeOutputIfWritten()
    }

    // MARK: Reading

    /// Stops handing lines on; at most one turn's bytes more are read and kept.
    package func pause() {
        loop.preconditionOnLoop()
        isPaused = true
        applyReading()
    }

    /// Hands on what was kept, on the loop's next turn, and reads on.
    package func resume() {
        loop.preconditionOnLoop()
        isPaused = false
        applyReading()
    }

    private var mayHandOn: Bool {
        stage == .open && !isPaused && (isWritable || !limits.pausesReading)
    }

    private func applyReading() {
        guard stage == .open, mayHandOn else {
            input?.pause()
            return
        }
        guard !isHandingOn else {
            readingIsStale = true
            return
        }
        if reader.heldBytes > 0 || inputIsOver {
            loop.execute { self.handOnHeld() }
        } else {
            input?.resume()
        }
    }

    private func handOnHeld() {
        guard mayHandOn, !isHandingOn else { return }
        loop.flushes.beginBatch()
        isHandingOn = true
        reader.takeHeld(hand: hand)
        isHandingOn = false
        readingIsStale = false
        owner?.receivedAll(on: self)
        loop.flushes.endBatch()
        guard mayHandOn else { return }
        if inputIsOver { finishInput() } else { input?.resume() }
    }

    private func hand(_ piece: LineReader.Piece) -> Bool {
        switch piece {
        case .line(let line): owner?.received(line, on: self)
        case .tooLong: owner?.faulted(.tooLong(limit: limits.line), on: self)
        }
        return mayHandOn
    }

    private func finishInput() {
        if reader.heldBytes > 0 {
            owner?.faulted(.cutOff(count: reader.heldBytes), on: self)
            reader.removeAll()
        }
        guard stage == .open else { return }
        owner?.inputEnded(on: self)
    }

    // MARK: Writing

    /// Queues one line made of the pieces that `body` appends. It goes out when the read batch ends,
    /// or on the loop's next turn. False, and a fault once, where too many bytes already wait or the
    /// channel is closed: the line is not queued. `ticket` is a number of the caller's by which it can
    /// ask what was not yet written.
    @discardableResult
    package func write(ticket: UInt64? = nil, _ body: (LinePen) -> Void) -> Bool {
        loop.preconditionOnLoop()
        guard output != nil, stage == .open || stage == .idle, !closesOutputWhenWritten,
            !isSilenced
        else { return false }
        guard queue.count <= limits.pending else {
            reportFull()
            return false
        }
        body(LinePen(channel: self))
        queue.endLine(ticket: ticket)
        if !isDirty {
            isDirty = true
            loop.flushes.add(self, on: loop)
        }
        return true
    }

    /// Queues one line.
    @discardableResult
    package func write(_ line: UnsafeRawBufferPointer, ticket: UInt64? = nil) -> Bool {
        write(ticket: ticket) { $0.append(line) }
    }

    /// Queues one line.
    @discardableResult
    package func write(_ line: [UInt8], ticket: UInt64? = nil) -> Bool {
        write(ticket: ticket) { $0.append(line) }
    }

    /// Whether the peer can still read; false also once the channel is over.
    package var hasReader: Bool { output?.hasReader ?? false }

    /// Bytes that wait to be written.
    package var pendingBytes: Int { queue.count }

    /// The ticket of the first line of which no byte has been handed to write(2).
    package var firstUnwrittenTicket: UInt64? { queue.firstUnwrittenTicket }

    /// The tickets of all such lines, in order.
    package var unwrittenTickets: [UInt64] { queue.unwrittenTickets }

    /// Drops the lines of which no byte has been handed to write(2), if their ticket `matches`. After
    /// it returns, none of their bytes can reach the peer.
    package func discardUnwritten(
        where matches: (UInt64?) -> Bool = { _ in true }
    ) -> DiscardedLines {
        loop.preconditionOnLoop()
        let (lines, tickets) = queue.discard(where: matches)
        return DiscardedLines(
            lines: lines, tickets: tickets, leavesBegunLine: queue.isInsideLine,
            begunTicket: queue.begunTicket)
    }

    /// Writes no byte more, also not the rest of a line that was begun; what waits is lost. The peer's
    /// input stays open until the channel is over, so that half a line never looks like a whole one.
    package func silence() {
        loop.preconditionOnLoop()
        isSilenced = true
        queue.removeAll()
        judgeBacklog()
    }

    /// Says to the person at the shim why the connection is about to be closed. Only for a channel
    /// whose descriptors were handed over; at most 4 KiB of it are kept.
    package func tell(_ words: [UInt8]) {
        loop.preconditionOnLoop()
        tether?.say(.refused(words))
    }

    func appendPiece(_ piece: UnsafeRawBufferPointer) {
        assert(!piece.contains(0x0a), "a newline inside a line")
        queue.append(piece)
    }

    /// Hands the system what it takes. Calls no owner.
    func flush() {
        isDirty = false
        guard let output else { return }
        while queue.count > 0 {
            switch output.write(queue.bytes) {
            case .wrote(let count):
                queue.advance(count)
            case .wouldBlock:
                output.wait()
                return judgeBacklog()
            case .failed(let number):
                return outputFailed(number)
            }
        }
        judgeBacklog()
        closeOutputIfWritten()
        if stage == .closing { loop.execute { self.finish(.closed) } }
    }

    private func judgeBacklog() {
        if isWritable, queue.count >= limits.highWater {
            isWritable = false
            applyReading()
        } else if !isWritable, queue.count <= limits.highWater / 2 {
            isWritable = true
            loop.execute {
                guard self.stage == .open, self.isWritable else { return }
                self.owner?.drained(on: self)
                self.applyReading()
            }
        }
        if queue.count == 0 { isFull = false }
    }

    private func reportFull() {
        guard !isFull else { return }
        isFull = true
        report(.writeQueueFull(limit: limits.pending))
    }

    private func outputFailed(_ number: Int32) {
        closeOutputNow()
        queue.removeAll()
        judgeBacklog()
        guard stage != .closing else {
            loop.execute { self.finish(.closed) }
            return
        }
        report(.writeFailed(errno: number))
    }

    private func report(_ fault: LineFault) {
        loop.execute {
            guard self.stage == .open else { return }
            self.owner?.faulted(fault, on: self)
        }
    }

    private func closeOutputIfWritten() {
        guard closesOutputWhenWritten, queue.count == 0 else { return }
        closeOutputNow()
    }

    private func closeOutputNow() {
        output?.close()
        output = nil
    }

    private func finish(_ end: LineChannelEnd) {
        guard stage != .over else { return }
        let wasStarted = owner != nil
        stage = .over
        lingering?.cancel()
        lingering = nil
        input?.close()
        input = nil
        closeOutputNow()
        queue.removeAll()
        tether?.close()
        tether = nil
        if isInBatch {
            // Closed by its owner while it handed lines on: its input tells of no end any more, and
            // without one everybody's writes would wait for the next batch.
            isInBatch = false
            loop.flushes.endBatch()
        }
        guard wasStarted else { return }
        // Later, because the owner may be in the middle of a call to us, or we of one to it.
        loop.execute {
            let owner = self.owner
            self.owner = nil
            self.reader.removeAll()
            owner?.closed(on: self, end)
        }
    }
}

extension LineChannel: ByteConsumer {
    func arrived(_ bytes: UnsafeRawBufferPointer) {
        guard stage == .open else { return }
        loop.flushes.beginBatch()
        isInBatch = true
        isHandingOn = true
        // While handing on is not wanted the reader is asked to keep all of it.
        if mayHandOn { reader.take(bytes, hand: hand) } else { reader.keep(bytes) }
        isHandingOn = false
        guard readingIsStale else { return }
        readingIsStale = false
        applyReading()
    }

    func batchEnded() {
        isInBatch = false
        guard stage == .open else { return loop.flushes.endBatch() }
        owner?.receivedAll(on: self)
        loop.flushes.endBatch()
    }

    func ended(errno number: Int32) {
        input = nil
        guard stage == .open else { return }
        guard number == 0 else { return finish(.failed(errno: number)) }
        inputIsOver = true
        if mayHandOn { handOnHeld() }
    }
}

extension LineChannel {
    /// Takes over where the bytes come from and go to; before `start`.
    func attach(input: any ByteInput, output: ByteOutput) {
        self.input = input
        self.output = output
    }

    /// Ties the channel's life to a shim's.
    func attach(tether: Tether) {
        self.tether = tether
    }

    func peerIsGone() {
        finish(.peerGone)
    }
}
