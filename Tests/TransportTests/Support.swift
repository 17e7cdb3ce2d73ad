import Glibc
import Testing

@testable import Transport

/// The loop of all these tests, as a program has one.
let testLoop = Loop.start()

/// Memory that this process holds, in bytes (resident set); 0 where /proc cannot be read.
var residentBytes: Int {
    guard let file = fopen("/proc/self/statm", "r") else { return 0 }
    defer { fclose(file) }
    var text = [CChar](repeating: 0, count: 128)
    guard fgets(&text, Int32(text.count), file) != nil else { return 0 }
    let fields = String(decoding: text.map { UInt8(bitPattern: $0) }, as: UTF8.self)
        .split(separator: " ")
    return fields.count < 2 ? 0 : (Int(fields[1]) ?? 0) * sysconf(Int32(_SC_PAGESIZE))
}

/// Runs `body` on the test loop.
@discardableResult
func onLoop<T>(_ body: @escaping () throws -> T) async throws -> T {
    let boxed = UncheckedBox(body)
    return try await withCheckedThrowingContinuation { continuation in
        testLoop.execute {
            // The result is handed over to the one who waits; nothing on the loop keeps it.
            let result = Result { UncheckedBox(try boxed.value()) }
            continuation.resume(with: result)
        }
    }.value
}

/// Carries a value that is handed over whole from one thread to another.
struct UncheckedBox<T>: @unchecked Sendable {
    // Unchecked: each box is made on one side and opened on the other, never on both.
    let value: T

    init(_ value: T) {
        self.value = value
    }
}

/// What happened to a channel or a server, as values to wait for.
enum Seen: Equatable, Sendable {
    case line(String)
    case batchEnd
    case fault(LineFault)
    case inputEnded
    case drained
    case closed(LineChannelEnd)
    case server(ServerEvent)
}

/// Notes all that it is told, in order. One reader.
final class Witness: LineChannelOwner, ServerProcessOwner, @unchecked Sendable {
    // Unchecked: the stream is sendable; the flags are set before the channel starts.
    private let stream: AsyncStream<Seen>
    private let sink: AsyncStream<Seen>.Continuation
    var closesAtEnd = true
    var notesBatches = false
    var reaction: ((UnsafeRawBufferPointer, LineChannel) -> Void)?

    init() {
        (stream, sink) = AsyncStream.makeStream(of: Seen.self)
    }

    func received(_ line: UnsafeRawBufferPointer, on channel: LineChannel) {
        sink.yield(.line(String(decoding: line, as: UTF8.self)))
        reaction?(line, channel)
    }
    func receivedAll(on channel: LineChannel) { if notesBatches { sink.yield(.batchEnd) } }
    func faulted(_ fault: LineFault, on channel: LineChannel) { sink.yield(.fault(fault)) }
    func inputEnded(on channel: LineChannel) {
        sink.yield(.inputEnded)
        if closesAtEnd { channel.close() }
    }
    func drained(on channel: LineChannel) { sink.yield(.drained) }
    func closed(on channel: LineChannel, _ end: LineChannelEnd) { sink.yield(.closed(end)) }
    func happened(_ event: ServerEvent, to server: ServerProcess) { sink.yield(.server(event)) }

    /// The next thing that happens.
    func next() async -> Seen? {
        for await seen in stream { return seen }
        return nil
    }

    /// Waits for a thing, passing over others.
    func wait(for wanted: Seen) async {
        while let seen = await next(), seen != wanted {}
    }

    /// Waits for what `matches` answers to.
    func wait<T>(_ matches: (Seen) -> T?) async throws -> T {
        while let seen = await next() {
            if let value = matches(seen) { return value }
        }
        throw Ended()
    }

    struct Ended: Error {}
}

/// A channel over a pair of pipes whose far ends the test holds.
struct Ends {
    /// What is written here arrives at the channel.
    let toChannel: Int32
    /// What the channel writes comes out here.
    let fromChannel: Int32

    func send(_ text: String) {
        let bytes = Array(text.utf8)
        #expect(write(toChannel, bytes, bytes.count) == bytes.count)
    }

    /// Blocks until `count` bytes have come.
    func take(_ count: Int) -> String {
        var bytes = [UInt8](repeating: 0, count: count)
        var filled = 0
        while filled < count {
            let result = bytes.withUnsafeMutableBytes {
                read(fromChannel, $0.baseAddress.map { $0 + filled }, count - filled)
            }
            if result <= 0 { break }
            filled += result
        }
        return String(decoding: bytes[..<filled], as: UTF8.self)
    }
}

func makeChannel(
    _ limits: LineLimits, _ witness: Witness, isSocket: Bool = false
) async throws -> (LineChannel, Ends) {
    try await onLoop {
        let (input, far) = try makeEnds(isSocket: isSocket)
        let channel = LineChannel(limits: limits, on: testLoop)
        let bytesIn: any ByteInput =
            isSocket
            ? SocketInput(Descriptor(input.0), on: testLoop, consumer: channel)
            : PipeInput(Descriptor(input.0), on: testLoop, consumer: channel)
        channel.attach(
            input: bytesIn,
            output: ByteOutput(Descriptor(input.1), isSocket: isSocket, on: testLoop) {
                [weak channel] in channel?.flush()
            })
        channel.start(witness)
        return (channel, far)
    }
}

private func makeEnds(isSocket: Bool) throws -> ((Int32, Int32), Ends) {
    if isSocket {
        var pair: [Int32] = [0, 0]
        #expect(socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0, &pair) == 0)
        return ((pair[0], dup(pair[0])), Ends(toChannel: pair[1], fromChannel: pair[1]))
    }
    let incoming = try Descriptor.pipe()
    let outgoing = try Descriptor.pipe()
    let far = Ends(
        toChannel: dup(incoming.writing.number), fromChannel: dup(outgoing.reading.number))
    let near = (dup(incoming.reading.number), dup(outgoing.writing.number))
    _ = fcntl(near.1, F_SETFL, O_NONBLOCK)
    return (near, far)
}

/// Waits until something is so. Fails, saying what, where it is not within a minute of looking.
func eventually(_ what: String, _ isSo: () async throws -> Bool) async throws {
    let deadline = ContinuousClock.now + .seconds(60)
    while try await !isSo() {
        guard ContinuousClock.now < deadline, !Task.isCancelled else { throw NeverSo(what: what) }
        await Task.yield()
    }
}

struct NeverSo: Error {
    let what: String
}

/// A directory of the test's own, mode 0700, short enough for a socket in it.
func temporaryDirectory() throws -> String {
    var template = Array("/tmp/pullcord-XXXXXX".utf8CString)
    let made = try template.withUnsafeMutableBufferPointer {
        mkdtemp(try #require($0.baseAddress)) != nil
    }
    #expect(made)
    return String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
}
