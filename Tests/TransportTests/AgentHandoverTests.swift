import CLinux
import Glibc
import Testing

@testable import Transport

@Suite(.timeLimit(.minutes(10)))
struct AgentHandoverTests {
    /// A listener whose arrivals can be waited for.
    private final class Door {
        let path: String
        let listener: AgentListener
        private let arrivals: AsyncStream<UncheckedBox<AgentArrival>>

        init(
            path: String, listener: AgentListener, arrivals: AsyncStream<UncheckedBox<AgentArrival>>
        ) {
            self.path = path
            self.listener = listener
            self.arrivals = arrivals
        }

        func next() async throws -> AgentArrival {
            for await arrival in arrivals { return arrival.value }
            throw Witness.Ended()
        }
    }

    private func open(limits: AgentListener.Limits = .init()) async throws -> Door {
        let path = try temporaryDirectory() + "/agent.sock"
        return try await onLoop {
            let (arrivals, sink) = AsyncStream.makeStream(of: UncheckedBox<AgentArrival>.self)
            let place = UnixListener.Place(path: path, directoryMode: 0o711, socketMode: 0o666)
            let listener = try AgentListener.bind(place, limits: limits, on: testLoop) {
                sink.yield(UncheckedBox($0))
            }
            return Door(path: path, listener: listener, arrivals: arrivals)
        }
    }

    /// Runs the shim's side in a thread of its own, as its process would.
    private func shim(
        _ door: Door, input: Int32, output: Int32, greeting: String = "hello"
    ) -> Task<AgentHandover.Ending, any Error> {
        var handover = AgentHandover(
            path: door.path, supervisors: [geteuid()], greeting: Array(greeting.utf8))
        handover.input = input
        handover.output = output
        let run = handover
        return Task {
            try await withCheckedThrowingContinuation { continuation in
                startThread { continuation.resume(with: Result { try run.run() }) }
            }
        }
    }

    private struct Near {
        let input: Int32
        let output: Int32
        let far: Ends
    }

    private func ends(_ kind: String) throws -> Near {
        if kind == "socket" {
            var pair: [Int32] = [0, 0]
            #expect(socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0, &pair) == 0)
            return Near(
                input: pair[0], output: dup(pair[0]),
                far: Ends(toChannel: pair[1], fromChannel: dup(pair[1])))
        }
        let incoming = try Descriptor.pipe()
        let outgoing = try Descriptor.pipe()
        return Near(
            input: dup(incoming.reading.number), output: dup(outgoing.writing.number),
            far: Ends(
                toChannel: dup(incoming.writing.number), fromChannel: dup(outgoing.reading.number)))
    }

    @Test(arguments: ["pipe", "socket"])
    func descriptorsAreHandedOver(kind: String) async throws {
        let door = try await open()
        let near = try ends(kind)
        let ending = shim(door, input: near.input, output: near.output, greeting: "I am ana")
        let arrival = try await door.next()
        #expect(arrival.isHandedOver)
        #expect(arrival.greeting == Array("I am ana".utf8))
        #expect(arrival.peer.user == geteuid())
        #expect(arrival.peer.process == getpid())
        let witness = Witness()
        let channel = try await onLoop {
            let channel = try arrival.admit()
            channel.start(witness)
            return channel
        }
        near.far.send("ask\n")
        await witness.wait(for: .line("ask"))
        try await onLoop { channel.write(Array("answer".utf8)) }
        #expect(near.far.take(7) == "answer\n")
        try await onLoop {
            channel.tell(Array("the run ended".utf8))
            channel.close()
        }
        #expect(try await ending.value == .refused(Array("the run ended".utf8)))
        // The shim and the supervisor have closed theirs: the agent sees the end.
        #expect(near.far.take(1) == "")
        await witness.wait(for: .closed(.closed))
    }

    @Test func theAgentIsGoneWhenItsShimIs() async throws {
        let door = try await open()
        let near = try ends("pipe")
        let socket = pc_unix_connect(door.path)
        #expect(pc_send_descriptors(socket, "hi\n", 3, [near.input, near.output], 2) == 3)
        let arrival = try await door.next()
        let witness = Witness()
        try await onLoop { try arrival.admit().start(witness) }
        close(socket)
        await witness.wait(for: .closed(.peerGone))
    }

    @Test func aFileIsRelayed() async throws {
        let door = try await open()
        let path = try temporaryDirectory() + "/requests"
        let file = Glibc.open(path, O_RDWR | O_CREAT, 0o600)
        #expect(write(file, "one\ntwo\n", 8) == 8)
        lseek(file, 0, SEEK_SET)
        let near = try ends("pipe")
        let ending = shim(door, input: file, output: near.output)
        let arrival = try await door.next()
        #expect(!arrival.isHandedOver)
        let witness = Witness()
        witness.closesAtEnd = false
        let channel = try await onLoop {
            let channel = try arrival.admit()
            channel.start(witness)
            return channel
        }
        await witness.wait(for: .line("one"))
        await witness.wait(for: .line("two"))
        await witness.wait(for: .inputEnded)
        try await onLoop {
            channel.write([UInt8](repeating: 0x62, count: 300_000))
            channel.close()
        }
        #expect(near.far.take(300_001).utf8.count == 300_001)
        #expect(try await ending.value == .closed)
    }

    @Test func aRefusalReachesThePerson() async throws {
        let door = try await open()
        let near = try ends("pipe")
        let ending = shim(door, input: near.input, output: near.output)
        let arrival = try await door.next()
        try await onLoop { arrival.refuse(Array("no such agent\nas this".utf8)) }
        #expect(try await ending.value == .refused(Array("no such agent as this".utf8)))
        let error = await #expect(throws: TransportError.self) {
            try await onLoop { _ = try arrival.admit() }
        }
        #expect(error?.code == .closed)
    }

    @Test(arguments: [
        ("file", "standard input is neither a pipe nor a socket"),
        ("directory", "standard input is neither a pipe nor a socket"),
        ("device", "standard input is neither a pipe nor a socket"),
        ("backwards", "standard input is a pipe open in the other direction"),
        ("datagram", "standard input is a socket of another kind"),
        ("listening", "standard input is a socket of another kind"),
        ("dead", "standard output has no other end: no such device or address (ENXIO)"),
    ])
    func otherDescriptorsAreRefused(kind: String, words: String) async throws {
        let door = try await open()
        let near = try ends("pipe")
        var input = near.input
        var output = near.output
        switch kind {
        case "file": input = Glibc.open("/etc/passwd", O_RDONLY)
        case "directory": input = Glibc.open("/etc", O_RDONLY)
        case "device": input = Glibc.open("/dev/null", O_RDWR)
        case "backwards": input = near.output
        case "datagram": input = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue), 0)
        case "listening": input = pc_unix_listen(try temporaryDirectory() + "/other", 0o600, 1)
        default:
            let path = try temporaryDirectory() + "/fifo"
            #expect(mkfifo(path, 0o600) == 0)
            let reader = Glibc.open(path, O_RDONLY | O_NONBLOCK)
            output = Glibc.open(path, O_WRONLY)
            close(reader)
        }
        let connected = pc_unix_connect(door.path)
        #expect(pc_send_descriptors(connected, "hi\n", 3, [input, output], 2) == 3)
        let reader = StatusReader(socket: connected)
        let answer = try reader.next()
        if case .refused(let said) = answer {
            #expect(String(decoding: said, as: UTF8.self) == words)
        } else {
            Issue.record("not refused: \(String(describing: answer))")
        }
        #expect(try reader.next() == nil)
    }

    @Test(
        arguments: [
            ([], "no greeting came in time"), (["no newline"], "no greeting came in time"),
            ([String(repeating: "x", count: 300)], "the greeting is longer than 256 bytes"),
            (
                [String(repeating: "x", count: 257) + "\n"],
                "the greeting is too long, or bytes follow it before it was answered"
            ),
            (["hi\nmore"], "the greeting is too long, or bytes follow it before it was answered"),
        ] as [([String], String)])
    func aBadGreetingIsRefused(parts: [String], words: String) async throws {
        var limits = AgentListener.Limits()
        limits.greetingBytes = 256
        // Where it is not the time that is too long, no machine must be too slow for the words.
        let isLate = words.hasPrefix("no greeting")
        limits.greetingNanoseconds = isLate ? 1_000_000_000 : 600_000_000_000
        let door = try await open(limits: limits)
        let connected = pc_unix_connect(door.path)
        for part in parts {
            let sent = send(connected, part, part.utf8.count, Int32(MSG_NOSIGNAL))
            #expect(sent == part.utf8.count || isLate)
        }
        let reader = StatusReader(socket: connected)
        #expect(try reader.next() == .refused(Array(words.utf8)))
        #expect(try reader.next() == nil)
    }

    @Test func greetersAreLimited() async throws {
        var limits = AgentListener.Limits()
        limits.pendingPerUser = 3
        limits.greetingNanoseconds = 600_000_000_000
        let door = try await open(limits: limits)
        let waiting = (0..<3).map { _ in pc_unix_connect(door.path) }
        let fourth = pc_unix_connect(door.path)
        let reader = StatusReader(socket: fourth)
        #expect(
            try reader.next() == .refused(Array("too many agents are connecting; try again".utf8)))
        close(waiting[0])
        try await eventually("a greeter that left is forgotten") {
            try await onLoop { door.listener.greeting.count } < 3
        }
        let next = pc_unix_connect(door.path)
        #expect(send(next, "hello\n", 6, 0) == 6)
        let arrival = try await door.next()
        try await onLoop { _ = try arrival.admit() }
        let answer = StatusReader(socket: next)
        #expect(try answer.next() == .admitted)
    }

    @Test func nothingIsSentToAStranger() async throws {
        let door = try await open()
        let handover = AgentHandover(path: door.path, supervisors: [4242], greeting: [0x61])
        let error = #expect(throws: TransportError.self) { try handover.run() }
        #expect(error?.code == .untrustedPeer)
        let absent = AgentHandover(path: door.path + "x", supervisors: [0], greeting: [0x61])
        #expect(throws: TransportError.self) { try absent.run() }
        let long = AgentHandover(
            path: "/tmp/" + String(repeating: "l", count: 120), supervisors: [0], greeting: [0x61])
        let tooLong = #expect(throws: TransportError.self) { try long.run() }
        #expect(tooLong?.code == .pathTooLong)
    }

    @Test(arguments: ["pipe", "socket"])
    func anAgentThatKeepsACopyCannotHangTheLoop(kind: String) async throws {
        let door = try await open()
        let near = try ends(kind)
        let kept = (dup(near.input), dup(near.output))
        let socket = pc_unix_connect(door.path)
        #expect(pc_send_descriptors(socket, "hi\n", 3, [near.input, near.output], 2) == 3)
        let arrival = try await door.next()
        let witness = Witness()
        let channel = try await onLoop {
            let channel = try arrival.admit()
            channel.start(witness)
            return channel
        }
        // The agent makes its copies blocking, steals what it sends before we can read it, and
        // never reads what it is sent.
        _ = fcntl(kept.0, F_SETFL, 0)
        _ = fcntl(kept.1, F_SETFL, 0)
        try await onLoop { channel.write([UInt8](repeating: 0x63, count: 1_000_000)) }
        var byte: UInt8 = 0
        for _ in 0..<200 {
            near.far.send("x")
            var waiting = pollfd(fd: kept.0, events: Int16(POLLIN), revents: 0)
            if poll(&waiting, 1, 0) > 0 { _ = recvOrRead(kept.0, &byte, kind) }
        }
        #expect(try await onLoop { channel.pendingBytes } > 0)
        try await onLoop { channel.closeNow() }
        withExtendedLifetime(kept) {}
    }

    private func recvOrRead(_ descriptor: Int32, _ byte: inout UInt8, _ kind: String) -> Int {
        // The thief itself must not hang in this test.
        if kind == "socket" { return recv(descriptor, &byte, 1, PC_RECEIVE_FLAGS) }
        _ = fcntl(descriptor, F_SETFL, O_NONBLOCK)
        defer { _ = fcntl(descriptor, F_SETFL, 0) }
        return read(descriptor, &byte, 1)
    }
}

/// Runs `body` on a new thread, as blocking code must be.
func startThread(_ body: @escaping @Sendable () -> Void) {
    final class Work {
        let body: @Sendable () -> Void
        init(_ body: @escaping @Sendable () -> Void) { self.body = body }
    }
    var thread = pthread_t()
    let context = Unmanaged.passRetained(Work(body)).toOpaque()
    pthread_create(
        &thread, nil,
        { context in
            if let context { Unmanaged<Work>.fromOpaque(context).takeRetainedValue().body() }
            return nil
        }, context)
    pthread_detach(thread)
}
