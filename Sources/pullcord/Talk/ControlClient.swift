import Control
import SafeText

/// An operator's connection to the supervisor: one question at a time, and the feed.
final class ControlClient {
    /// The wire itself, for a thread that only writes.
    let connection: SupervisorSocket
    private var lines = LineBuffer(limit: ControlLimits.replyBytes)
    private var number: UInt64 = 0
    private var feed: [ControlFeed] = []
    /// What the supervisor said of itself and of us.
    let welcome: WelcomeView

    /// A reply takes a sync of the disk and no more; a supervisor slower than this is in trouble.
    static let replyMilliseconds: Int64 = 10_000
    /// Pieces of the feed that may arrive before the reply to a question.
    private static let feedLimit = 10_000

    /// Connects, checks whose the socket is, and says hello.
    init(socket: String, user: UInt32?) throws(CommandFailure) {
        connection = try SupervisorSocket(path: socket, user: user)
        let hello = ControlRequest.hello(version: .current, program: Pullcord.program)
        let deadline = Deadline.after(milliseconds: Self.replyMilliseconds)
        let line = ControlRequestLine(number: number, hello)
        var failure: CommandFailure?
        do throws(CommandFailure) {
            try connection.write(
                ControlCodec.bytes(of: line) + [UInt8(ascii: "\n")], until: deadline)
        } catch {
            // A supervisor that lets us in no further says why and closes, perhaps before we spoke.
            failure = error
        }
        let answer: ControlLine
        do throws(CommandFailure) {
            answer = try Self.read(connection, &lines, from: nil, until: deadline)
        } catch {
            throw failure ?? error
        }
        switch answer {
        case .reply(_, .welcome(let view)): welcome = view
        case .reply(_, .fault(let fault)): throw CommandFailure(fault)
        default: throw CommandFailure.unexpectedReply
        }
    }

    /// Asks, and waits for the answer; a refusal is thrown.
    func ask(
        _ request: ControlRequest, milliseconds: Int64 = replyMilliseconds
    ) throws(CommandFailure) -> ControlReply {
        number += 1
        let deadline = Deadline.after(milliseconds: milliseconds)
        let line = ControlRequestLine(number: number, request)
        try connection.write(ControlCodec.bytes(of: line) + [UInt8(ascii: "\n")], until: deadline)
        while true {
            switch try Self.read(connection, &lines, from: welcome.version, until: deadline) {
            case .feed(let piece):
                guard feed.count < Self.feedLimit else { throw CommandFailure.unexpectedReply }
                feed.append(piece)
            case .reply(let answered, let reply):
                guard answered == number else { throw CommandFailure.unexpectedReply }
                if case .fault(let fault) = reply { throw CommandFailure(fault) }
                return reply
            }
        }
    }

    /// The next piece of the feed; waits for it until the deadline.
    func next(until deadline: Deadline) throws(CommandFailure) -> ControlFeed {
        if !feed.isEmpty { return feed.removeFirst() }
        switch try Self.read(connection, &lines, from: welcome.version, until: deadline) {
        case .feed(let piece): return piece
        case .reply: throw CommandFailure.unexpectedReply
        }
    }

    /// Whether a line lies ready.
    var hasLine: Bool { lines.hasLine }

    /// The next line, whatever it is; waits for it as long as the supervisor may be silent, which is
    /// shorter than this.
    func nextLine() throws(CommandFailure) -> ControlLine {
        try Self.read(
            connection, &lines, from: welcome.version,
            until: .after(milliseconds: Self.replyMilliseconds))
    }

    private static func read(
        _ connection: SupervisorSocket, _ lines: inout LineBuffer,
        from peer: ControlVersion?, until deadline: Deadline
    ) throws(CommandFailure) -> ControlLine {
        while true {
            if let line = lines.next() {
                do throws(WireFault) {
                    return try line.decoded(from: peer)
                } catch {
                    throw CommandFailure(
                        .refused,
                        """
                        the supervisor's answer was not understood: \
                        \(untrusted: error.description); use the pullcord of its version
                        """)
                }
            }
            guard lines.hasRoom else {
                throw CommandFailure(.refused, "the supervisor's answer is over its limit")
            }
            try connection.read(into: &lines.bytes, until: deadline)
        }
    }
}

extension [UInt8] {
    fileprivate func decoded(from peer: ControlVersion?) throws(WireFault) -> ControlLine {
        let result = withUnsafeBytes { buffer -> Result<ControlLine, WireFault> in
            do throws(WireFault) {
                return .success(try ControlCodec.line(buffer, from: peer))
            } catch {
                return .failure(error)
            }
        }
        return try result.get()
    }
}
