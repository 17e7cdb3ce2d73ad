import CLinux
import Glibc
import Testing

@testable import Transport

@Suite(.timeLimit(.minutes(10)))
struct UnixListenerTests {
    private func bind(
        _ path: String, mode: UInt32 = 0o700,
        accepted: @escaping (UnixConnection) -> Void = { _ in }
    ) async throws -> UnixListener {
        try await onLoop {
            try UnixListener.bind(
                .init(path: path, directoryMode: mode, socketMode: 0o600), on: testLoop,
                accepted: accepted)
        }
    }

    @Test func aClientTalksInLines() async throws {
        let path = try temporaryDirectory() + "/control.sock"
        let witness = Witness()
        let (peers, sink) = AsyncStream.makeStream(of: PeerCredentials.self)
        witness.reaction = { line, channel in channel.write(line) }
        let listener = try await bind(path) { connection in
            sink.yield(connection.peer)
            guard let channel = try? connection.lineChannel(limits: .control) else { return }
            channel.start(witness)
        }
        let client = try LineClient(path: path, supervisors: [geteuid()])
        try client.send(Array("status".utf8))
        #expect(try client.receive() == Array("status".utf8))
        var iterator = peers.makeAsyncIterator()
        #expect(
            await iterator.next()
                == PeerCredentials(process: getpid(), user: geteuid(), group: getegid()))
        let deadline = SystemClock().bootNanoseconds + 10_000_000
        let error = #expect(throws: TransportError.self) { try client.receive(until: deadline) }
        #expect(error?.code == .timedOut)
        var about = stat()
        #expect(lstat(path, &about) == 0 && about.st_mode & 0o777 == 0o600)
        try await onLoop { listener.close() }
        #expect(lstat(path, &about) == -1)
    }

    @Test func aSocketOfTheDeadIsReplacedAndOneOfTheLivingIsNot() async throws {
        let path = try temporaryDirectory() + "/s"
        let abandoned = pc_unix_listen(path, 0o600, 1)
        close(abandoned)
        let listener = try await bind(path)
        let error = await #expect(throws: TransportError.self) { _ = try await bind(path) }
        #expect(error?.code == .inUse)
        withExtendedLifetime(listener) {}
    }

    @Test func aFileInTheWayIsLeftAlone() async throws {
        let path = try temporaryDirectory() + "/s"
        close(open(path, O_CREAT | O_WRONLY, 0o600))
        let error = await #expect(throws: TransportError.self) { _ = try await bind(path) }
        #expect(error?.code == .notASocket)
        #expect(access(path, F_OK) == 0)
    }

    @Test(arguments: [
        (UInt32(0o755), UInt32(0o700)), (0o711, 0o700), (0o777, 0o711), (0o731, 0o711),
    ])
    func aDirectoryThatIsTooOpenIsRefused(mode: UInt32, allowed: UInt32) async throws {
        let directory = try temporaryDirectory()
        #expect(chmod(directory, mode) == 0)
        let error = await #expect(throws: TransportError.self) {
            _ = try await bind(directory + "/s", mode: allowed)
        }
        #expect(error?.code == .unsafeDirectory)
        #expect(error?.message.contains("chmod 0\(String(allowed, radix: 8))") == true)
    }

    @Test func pathsAreChecked() async throws {
        let long = try temporaryDirectory() + "/" + String(repeating: "x", count: 100)
        let error = await #expect(throws: TransportError.self) { _ = try await bind(long) }
        #expect(error?.code == .pathTooLong)
        let absent = await #expect(throws: TransportError.self) {
            _ = try await bind("/tmp/no-such-folder/s")
        }
        #expect(absent?.number == ENOENT)
    }
}
