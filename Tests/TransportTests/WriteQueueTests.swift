import Testing

@testable import Transport

struct WriteQueueTests {
    private func queue(_ queue: inout WriteQueue, _ lines: [(String, UInt64?)]) {
        for (line, ticket) in lines {
            Array(line.utf8).withUnsafeBytes { queue.append($0) }
            queue.endLine(ticket: ticket)
        }
    }

    private func text(_ queue: borrowing WriteQueue) -> String {
        String(decoding: queue.bytes, as: UTF8.self)
    }

    @Test(
        arguments: [
            (0, UInt64(1), nil, false), (1, 2, UInt64(1), true), (2, 2, 1, true),
            (3, 2, nil, false),
            (4, 4, 2, true), (6, 4, nil, false), (7, 4, nil, true), (9, 4, nil, false),
            (10, nil, 4, true), (12, nil, nil, false),
        ] as [(Int, UInt64?, UInt64?, Bool)])
    func aLineCountsAsWrittenFromItsFirstByteOn(
        written: Int, firstUnwritten: UInt64?, begun: UInt64?, isInside: Bool
    ) {
        var lines = WriteQueue()
        queue(&lines, [("aa", 1), ("bb", 2), ("cc", nil), ("dd", 4)])
        lines.advance(written)
        #expect(lines.firstUnwrittenTicket == firstUnwritten)
        #expect(lines.begunTicket == begun)
        #expect(lines.isInsideLine == isInside)
        #expect(text(lines) == String("aa\nbb\ncc\ndd\n".dropFirst(written)))
    }

    @Test(arguments: 0...12) func discardingLeavesOnlyWhatIsBegun(written: Int) {
        var lines = WriteQueue()
        queue(&lines, [("aa", 1), ("bb", 2), ("cc", nil), ("dd", 4)])
        lines.advance(written)
        let begun = written % 3 == 0 ? 0 : 3 - written % 3
        let whole = (12 - written) / 3
        let tickets: [UInt64?] = [1, 2, nil, 4]
        let dropped = lines.discard { _ in true }
        #expect(dropped.lines == whole)
        #expect(dropped.tickets == tickets.suffix(whole).compactMap { $0 })
        #expect(lines.count == begun)
        #expect(lines.isInsideLine == (begun > 0))
        queue(&lines, [("ee", 5)])
        #expect(lines.unwrittenTickets == [5])
        #expect(text(lines).hasSuffix("ee\n"))
        lines.advance(begun + 1)
        #expect(lines.unwrittenTickets == [])
        #expect(lines.begunTicket == 5)
    }

    @Test func discardingByTicketKeepsTheOthersInOrder() {
        var lines = WriteQueue()
        queue(&lines, [("a", 1), ("bb", 2), ("ccc", nil), ("d", 4), ("eeeee", 5)])
        lines.advance(1)
        let dropped = lines.discard { $0 == 2 || $0 == 4 || $0 == 1 }
        #expect(dropped.lines == 2)
        #expect(dropped.tickets == [2, 4])
        #expect(text(lines) == "\nccc\neeeee\n")
        #expect(lines.unwrittenTickets == [5])
        lines.advance(1)
        let isInside = lines.isInsideLine
        #expect(!isInside)
        lines.advance(5)
        #expect(lines.begunTicket == 5)
        lines.advance(5)
        #expect(lines.count == 0)
    }

    @Test func aLongLifeKeepsNoLines() {
        var lines = WriteQueue()
        for round in 0..<20_000 {
            queue(&lines, [("x", UInt64(round)), ("y", UInt64(round))])
            lines.advance(round % 2 == 0 ? 3 : 4)
        }
        #expect(lines.count == 20_000 * 4 - 70_000)
        #expect(lines.unwrittenTickets.first == 17_500)
    }
}
