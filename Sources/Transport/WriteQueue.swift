import Glibc

/// Lines that wait to be written, in order, in one run of bytes; knows of each whether a byte of it
/// has been handed to the system.
struct WriteQueue: ~Copyable {
    private struct Line {
        /// Where it ends, counted in bytes since the channel began.
        let end: UInt64
        let ticket: UInt64?
    }

    private var store = ByteStore()
    private var lines: [Line] = []
    private var first = 0
    /// Bytes handed to the system since the channel began.
    private var written: UInt64 = 0
    private var firstIsBegun = false

    /// Bytes not yet handed to the system.
    var count: Int { store.count }
    /// Whether the first line is handed over in part: the peer would see a broken line without the rest.
    var isInsideLine: Bool { firstIsBegun }
    var bytes: UnsafeRawBufferPointer { store.bytes }

    mutating func append(_ piece: UnsafeRawBufferPointer) {
        store.append(piece)
    }

    mutating func endLine(ticket: UInt64?) {
        store.append(0x0a)
        lines.append(Line(end: written + UInt64(store.count), ticket: ticket))
    }

    /// The system took the first `count` bytes.
    mutating func advance(_ count: Int) {
        guard count > 0 else { return }
        store.removeFirst(count)
        written += UInt64(count)
        while first < lines.count, lines[first].end <= written { first += 1 }
        if first == lines.count {
            lines.removeAll(keepingCapacity: lines.capacity <= 1024)
            first = 0
            firstIsBegun = false
        } else {
            let begin = first == 0 ? nil : lines[first - 1].end
            firstIsBegun = begin.map { $0 < written } ?? true
            if first > 4096 {
                lines.removeFirst(first - 1)
                first = 1
            }
        }
    }

    /// Tickets of the lines of which no byte has been handed over, in order.
    var unwrittenTickets: [UInt64] {
        lines[unwrittenFrom...].compactMap(\.ticket)
    }

    var firstUnwrittenTicket: UInt64? {
        lines[unwrittenFrom...].lazy.compactMap(\.ticket).first
    }

    /// The ticket of the line that is handed over in part.
    var begunTicket: UInt64? { firstIsBegun ? lines[first].ticket : nil }

    private var unwrittenFrom: Int { firstIsBegun ? first + 1 : first }

    /// Drops the lines of which no byte has been handed over and whose ticket `matches`.
    mutating func discard(where matches: (UInt64?) -> Bool) -> (lines: Int, tickets: [UInt64]) {
        var kept = Array(lines[first..<unwrittenFrom])
        var dropped: [UInt64] = []
        var droppedLines = 0
        var removed: UInt64 = 0
        var begin = kept.last?.end ?? written
        for line in lines[unwrittenFrom...] {
            let length = line.end - begin
            begin = line.end
            guard matches(line.ticket) else {
                kept.append(Line(end: line.end - removed, ticket: line.ticket))
                continue
            }
            let offset = Int(line.end - length - removed - written)
            store.remove(offset..<offset + Int(length))
            removed += length
            droppedLines += 1
            if let ticket = line.ticket { dropped.append(ticket) }
        }
        lines = kept
        first = 0
        return (droppedLines, dropped)
    }

    mutating func removeAll() {
        written += UInt64(store.count)
        store.removeAll()
        lines.removeAll()
        first = 0
        firstIsBegun = false
    }
}
