import CLinux
import Glibc
import Testing

@testable import Transport

/// An actor that lives on the loop, as the governor's owner does.
private actor Resident {
    nonisolated let loop: Loop
    nonisolated var unownedExecutor: UnownedSerialExecutor {
        loop.executor.asUnownedSerialExecutor()
    }
    private(set) var count = 0

    init(_ loop: Loop) { self.loop = loop }

    func increment() { count += 1 }
}

@Suite(.timeLimit(.minutes(10)))
struct LoopTests {
    @Test func anActorOnTheLoopIsEnteredWithoutAHop() async throws {
        let resident = Resident(testLoop)
        try await onLoop {
            #expect(testLoop.isOnLoop)
            resident.assumeIsolated { $0.increment() }
            resident.assumeIsolated { $0.increment() }
        }
        #expect(await resident.count == 2)
        #expect(!testLoop.isOnLoop)
    }

    @Test func workRunsInTheOrderOfItsCalls() async throws {
        let (numbers, sink) = AsyncStream.makeStream(of: Int.self)
        for number in 0..<1000 { testLoop.execute { sink.yield(number) } }
        testLoop.execute { sink.finish() }
        var seen: [Int] = []
        for await number in numbers { seen.append(number) }
        #expect(seen == Array(0..<1000))
    }

    @Test func timersFireInTheOrderOfTheirDeadlinesAndNotBefore() async throws {
        let (fired, sink) = AsyncStream.makeStream(of: (Int, UInt64).self)
        let start = SystemClock().bootNanoseconds
        let delays = [30, 10, 20, 10, 0, 25].enumerated()
        try await onLoop {
            for (index, milliseconds) in delays {
                testLoop.schedule(at: start + UInt64(milliseconds) * 1_000_000) {
                    sink.yield((index, SystemClock().bootNanoseconds))
                    if milliseconds == 30 { sink.finish() }
                }
            }
        }
        var order: [Int] = []
        for await (index, instant) in fired {
            order.append(index)
            let milliseconds = [30, 10, 20, 10, 0, 25][index]
            #expect(instant >= start + UInt64(milliseconds) * 1_000_000)
        }
        #expect(order == [4, 1, 3, 2, 5, 0])
    }

    @Test func aCancelledTimerStaysSilentAndIsForgotten() async throws {
        let (fired, sink) = AsyncStream.makeStream(of: String.self)
        let now = SystemClock().bootNanoseconds
        try await onLoop {
            // A deadline for each of many calls, all met in time.
            for _ in 0..<10_000 {
                testLoop.schedule(at: now + 3_600_000_000_000) { sink.yield("never") }.cancel()
            }
            #expect(testLoop.timers.count < 1000)
            testLoop.schedule(at: now + 1_000_000) { sink.yield("cancelled") }.cancel()
            testLoop.schedule(at: now + 2_000_000) {
                sink.yield("kept")
                sink.finish()
            }
        }
        var seen: [String] = []
        for await word in fired { seen.append(word) }
        #expect(seen == ["kept"])
    }

    @Test func aTimerFromAnotherThreadFires() async throws {
        let (fired, sink) = AsyncStream.makeStream(of: Void.self)
        testLoop.schedule(in: 1_000_000) { sink.finish() }
        for await _ in fired {}
    }

    @Test func aLoopOfItsOwnShutsDown() async throws {
        let loop = Loop.start()
        let (fired, sink) = AsyncStream.makeStream(of: Void.self)
        loop.schedule(in: 1_000_000) { sink.finish() }
        for await _ in fired {}
        try await loop.shutdown()
    }

    @Test func clocksRun() throws {
        let clock = SystemClock()
        let first = clock.bootNanoseconds
        #expect(clock.bootNanoseconds >= first)
        #expect(clock.wallNanoseconds > 1_700_000_000_000_000_000)
        #expect(try SystemClock.bootIdentifier() == SystemClock.bootIdentifier())
        #expect(try SystemRandom.bytes(32) != SystemRandom.bytes(32))
        #expect(residentBytes > 1 << 20)
        // Other tests run in this process, and take memory meanwhile: seldom each time.
        var isLess = false
        for _ in 0..<20 where !isLess {
            let before = residentBytes
            #expect(try ThisProcess.releaseText() > 0)
            isLess = residentBytes < before
        }
        #expect(isLess, "the text that was given back is still held")
    }

    @Test func aFileInTheKillDirectoryIsTold() async throws {
        let path = try temporaryDirectory()
        let (events, sink) = AsyncStream.makeStream(of: KillDirectory.Event.self)
        close(open(path + "/before", O_CREAT | O_WRONLY, 0o600))
        let directory = try await onLoop {
            try KillDirectory.watch(path, on: testLoop) { sink.yield($0) }
        }
        var iterator = events.makeAsyncIterator()
        #expect(await iterator.next() == .appeared([Array("before".utf8)]))
        unlink(path + "/before")
        close(open(path + "/stop", O_CREAT | O_WRONLY, 0o600))
        #expect(await iterator.next() == .appeared([Array("stop".utf8)]))
        unlink(path + "/stop")
        close(open(path + "/../pullcord-moved-\(getpid())", O_CREAT | O_WRONLY, 0o600))
        rename(path + "/../pullcord-moved-\(getpid())", path + "/moved")
        #expect(await iterator.next() == .appeared([Array("moved".utf8)]))
        unlink(path + "/moved")
        rmdir(path)
        guard case .lost = await iterator.next() else {
            Issue.record("a kill directory that is gone was not told")
            return
        }
        withExtendedLifetime(directory) {}
    }

    @Test func signalsAreToldOnTheLoop() async throws {
        let (signals, sink) = AsyncStream.makeStream(of: SignalWatch.Signal.self)
        let watch = try await onLoop {
            try SignalWatch.start(on: testLoop) {
                #expect(testLoop.isOnLoop)
                sink.yield($0)
            }
        }
        var iterator = signals.makeAsyncIterator()
        for (number, signal) in [
            (SIGUSR1, SignalWatch.Signal.userOne), (SIGHUP, .hangUp), (SIGTERM, .terminate),
            (SIGINT, .interrupt),
        ] {
            kill(getpid(), number)
            #expect(await iterator.next() == signal)
        }
        await #expect(throws: TransportError.self) {
            try await onLoop { _ = try SignalWatch.start(on: testLoop) { _ in } }
        }
        withExtendedLifetime(watch) {}
    }
}
