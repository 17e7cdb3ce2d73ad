import Glibc
import Testing

@testable import Transport

@Suite(.timeLimit(.minutes(10)))
struct CommandRunTests {
    private func run(
        _ arguments: [String], nanoseconds: UInt64 = 30_000_000_000, outputBytes: Int = 4096
    ) async throws -> CommandRun.Outcome {
        let (outcomes, sink) = AsyncStream.makeStream(of: CommandRun.Outcome.self)
        try await onLoop {
            try CommandRun.start(
                ServerCommand(arguments: arguments), nanoseconds: nanoseconds,
                outputBytes: outputBytes, on: testLoop
            ) { sink.yield($0) }
        }
        for await outcome in outcomes { return outcome }
        throw Witness.Ended()
    }

    @Test func wordsAreWordsAndNoShell() async throws {
        let outcome = try await run(["echo", "$(id)", ";", "rm -rf", "*"])
        #expect(outcome.exit == .status(0))
        #expect(String(decoding: outcome.output, as: UTF8.self) == "$(id) ; rm -rf *\n")
        #expect(!outcome.ranOutOfTime)
    }

    @Test func outputAndErrorsAreKeptToTheirEnd() async throws {
        let outcome = try await run(
            ["/bin/sh", "-c", "head -c 1000000 /dev/zero | tr '\\0' x; echo end >&2; exit 5"],
            outputBytes: 100)
        #expect(outcome.exit == .status(5))
        #expect(outcome.output.count == 100)
        #expect(outcome.output.suffix(4) == Array("end\n".utf8)[...])
    }

    @Test func timeIsBoundedForTheWholeFamily() async throws {
        let outcome = try await run(
            ["/bin/sh", "-c", "trap '' TERM; echo on; setsid sleep 1000 & sleep 1000"],
            // Time enough for a shell to start on a machine that builds beside it.
            nanoseconds: 10_000_000_000)
        #expect(outcome.exit == .signal(SIGKILL))
        #expect(outcome.ranOutOfTime)
        #expect(outcome.output == Array("on\n".utf8))
    }

    @Test func aProgramThatIsNotThereSaysSo() async throws {
        let outcome = try await run(["/no/such/pager"])
        #expect(outcome.exit == nil)
        #expect(outcome.error?.number == ENOENT)
    }
}
