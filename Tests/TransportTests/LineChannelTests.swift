import Glibc
import Testing

@testable import Transport

@Suite(.timeLimit(.minutes(10)))
struct LineChannelTests {
    private static let small = LineLimits(
        line: 64 << 10, pending: 128 << 10, highWater: 32 << 10, pausesReading: true)

    @Test(arguments: [false, true])
    func linesComeInAndGoOut(isSocket: Bool) async throws {
        let witness = Witness()
        let (channel, far) = try await makeChannel(.agent, witness, isSocket: isSocket)
        far.send("hello\nwor")
        far.send("ld\n")
        await witness.wait(for: .line("hello"))
        await witness.wait(for: .line("world"))
        try await onLoop {
            channel.write(Array("first".utf8))
            channel.write { pen in
                pen.append(Array("sec".utf8))
                pen.append(Array("ond".utf8))
            }
        }
        #expect(far.take(13) == "first\nsecond\n")
        close(far.toChannel)
        await witness.wait(for: .inputEnded)
        await witness.wait(for: .closed(.closed))
        withExtendedLifetime(channel) {}
    }

    @Test(arguments: [false, true])
    func anOversizeLineIsSkippedWithOneFault(isSocket: Bool) async throws {
        let witness = Witness()
        let (channel, far) = try await makeChannel(Self.small, witness, isSocket: isSocket)
        let writer = Task.detached {
            let flood = String(repeating: "x", count: 1 << 20)
            for _ in 0..<100 { far.send(flood) }
            far.send("\nafter\n")
        }
        #expect(await witness.next() == .fault(.tooLong(limit: 64 << 10)))
        #expect(await witness.next() == .line("after"))
        await writer.value
        withExtendedLifetime(channel) {}
    }

    @Test func aFloodOfOversizeLinesDoesNotGrowUs() async throws {
        let witness = Witness()
        let (channel, far) = try await makeChannel(.agent, witness)
        let flood = String(repeating: "y", count: 1 << 20)
        // Other tests run in this process, and grow it as well: what comes in here does each time.
        var growth: [Int] = []
        while growth.count < 5, growth.last.map({ $0 >= 24 << 20 }) ?? true {
            let before = residentBytes
            for _ in 0..<100 { far.send(flood) }
            growth.append(residentBytes - before)
        }
        #expect(growth.contains { $0 < 24 << 20 }, "\(growth)")
        far.send("\n")
        await witness.wait(for: .fault(.tooLong(limit: 4 << 20)))
        withExtendedLifetime(channel) {}
    }

    /// A channel that its owner closes while it hands lines on ends its read batch: what others
    /// write after it goes out without waiting for anybody's next batch.
    @Test(arguments: [false, true])
    func aChannelClosedWithinItsBatchHoldsNobodyUp(isSocket: Bool) async throws {
        let leaver = Witness()
        leaver.reaction = { _, channel in channel.closeNow() }
        let (leaving, itsFar) = try await makeChannel(.agent, leaver, isSocket: isSocket)
        let witness = Witness()
        let (channel, far) = try await makeChannel(.agent, witness, isSocket: isSocket)
        itsFar.send("go\n")
        await leaver.wait(for: .closed(.closed))
        try await onLoop { channel.write(Array("still here".utf8)) }
        #expect(far.take(11) == "still here\n")
        withExtendedLifetime((leaving, channel)) {}
    }

    @Test func anUnfinishedLastLineIsAFault() async throws {
        let witness = Witness()
        let (channel, far) = try await makeChannel(.agent, witness)
        far.send("whole\npart")
        await witness.wait(for: .line("whole"))
        close(far.toChannel)
        #expect(await witness.next() == .fault(.cutOff(count: 4)))
        #expect(await witness.next() == .inputEnded)
        withExtendedLifetime(channel) {}
    }

    @Test func answersStillGoOutAfterTheInputEnded() async throws {
        let witness = Witness()
        witness.closesAtEnd = false
        let (channel, far) = try await makeChannel(.agent, witness)
        far.send("ask\n")
        close(far.toChannel)
        await witness.wait(for: .inputEnded)
        try await onLoop { channel.write(Array("answer".utf8)) }
        #expect(far.take(7) == "answer\n")
        try await onLoop { channel.close() }
        await witness.wait(for: .closed(.closed))
    }

    @Test(arguments: [false, true])
    func aPeerThatNeverReadsIsFaultedOnceAndBounded(isSocket: Bool) async throws {
        let witness = Witness()
        let (channel, far) = try await makeChannel(Self.small, witness, isSocket: isSocket)
        let line = [UInt8](repeating: 0x7a, count: 1000)
        var queued = 0
        while try await onLoop({ channel.write(line) }) { queued += 1 }
        let refused = try await onLoop { (0..<100).count { _ in channel.write(line) } }
        let pending = try await onLoop { channel.pendingBytes }
        #expect(refused == 0)
        #expect(pending <= Self.small.pending + line.count + 1)
        #expect(await witness.next() == .fault(.writeQueueFull(limit: Self.small.pending)))
        #expect(try await onLoop { !channel.isWritable })
        // Reading has stopped: a request is not taken until the answers are.
        far.send("more\n")
        let wanted = queued * 1001
        let reader = Task.detached { far.take(wanted) }
        #expect(await witness.next() == .drained)
        #expect(await witness.next() == .line("more"))
        #expect(await reader.value.utf8.count == wanted)
        #expect(try await onLoop { channel.isWritable && channel.pendingBytes == 0 })
        try await onLoop { channel.closeNow() }
        await witness.wait(for: .closed(.closed))
    }

    @Test func closingNowSaysWhatWasLost() async throws {
        let witness = Witness()
        let (channel, _) = try await makeChannel(Self.small, witness)
        try await onLoop {
            channel.write([UInt8](repeating: 0x7a, count: 100_000))
        }
        let pending = try await onLoop {
            let pending = channel.pendingBytes
            channel.closeNow()
            return pending
        }
        #expect(pending > 0)
        #expect(await witness.next() == .closed(.discarded(bytes: pending)))
    }

    @Test func aPeerThatClosesItsEndIsAWriteFault() async throws {
        let witness = Witness()
        witness.closesAtEnd = false
        let (channel, far) = try await makeChannel(.agent, witness)
        close(far.fromChannel)
        try await onLoop { channel.write([0x61]) }
        #expect(await witness.next() == .fault(.writeFailed(errno: EPIPE)))
        #expect(try await onLoop { channel.write([0x61]) } == false)
        far.send("still read\n")
        #expect(await witness.next() == .line("still read"))
    }

    @Test func discardUnwrittenKeepsThemFromThePeer() async throws {
        let witness = Witness()
        let (channel, far) = try await makeChannel(Self.small, witness)
        // Fill the pipe and leave a line begun.
        try await onLoop {
            channel.write([UInt8](repeating: 0x61, count: 100_000), ticket: 1)
        }
        let dropped = try await onLoop { () -> DiscardedLines in
            channel.write(Array("two".utf8), ticket: 2)
            channel.write(Array("three".utf8), ticket: 3)
            #expect(channel.firstUnwrittenTicket == 2)
            #expect(channel.unwrittenTickets == [2, 3])
            let dropped = channel.discardUnwritten()
            channel.write(Array("four".utf8), ticket: 4)
            return dropped
        }
        #expect(dropped.lines == 2)
        #expect(dropped.tickets == [2, 3])
        #expect(dropped.leavesBegunLine)
        #expect(dropped.begunTicket == 1)
        let text = far.take(100_001 + 5)
        #expect(text.hasSuffix("a\nfour\n"))
        try await onLoop { channel.closeNow() }
    }

    @Test func whatIsWrittenAndDiscardedInOneBatchNeverLeaves() async throws {
        let witness = Witness()
        witness.reaction = { line, channel in
            channel.write(line, ticket: 9)
            guard line.elementsEqual(Array("kill".utf8)) else { return }
            #expect(channel.discardUnwritten().tickets == [9, 9])
        }
        let (channel, far) = try await makeChannel(.agent, witness)
        far.send("one\nkill\nlast\n")
        await witness.wait(for: .line("last"))
        #expect(far.take(5) == "last\n")
        withExtendedLifetime(channel) {}
    }

    @Test func oneBatchIsOneFlush() async throws {
        let witness = Witness()
        witness.notesBatches = true
        let (channel, far) = try await makeChannel(.agent, witness)
        witness.reaction = { line, channel in channel.write(line) }
        far.send("1\n2\n3\n")
        for seen in [Seen.line("1"), .line("2"), .line("3"), .batchEnd] {
            #expect(await witness.next() == seen)
        }
        #expect(far.take(6) == "1\n2\n3\n")
        withExtendedLifetime(channel) {}
    }

    @Test func pausingInsideABatchKeepsTheRest() async throws {
        let witness = Witness()
        let (channel, far) = try await makeChannel(.agent, witness)
        witness.reaction = { line, channel in
            if line.elementsEqual(Array("stop".utf8)) { channel.pause() }
            if line.elementsEqual(Array("blink".utf8)) {
                channel.pause()
                channel.resume()
            }
        }
        far.send("stop\nkept\n")
        #expect(await witness.next() == .line("stop"))
        far.send("later\nblink\nlast\n")
        try await onLoop { channel.resume() }
        for line in ["kept", "later", "blink", "last"] {
            #expect(await witness.next() == .line(line))
        }
        far.send("again\n")
        #expect(await witness.next() == .line("again"))
    }

    @Test func closingInsideALineIsSafe() async throws {
        let witness = Witness()
        witness.reaction = { _, channel in channel.closeNow() }
        let (channel, far) = try await makeChannel(.agent, witness)
        far.send("one\ntwo\nthree\n")
        #expect(await witness.next() == .line("one"))
        #expect(await witness.next() == .closed(.closed))
        withExtendedLifetime(channel) {}
    }
}
