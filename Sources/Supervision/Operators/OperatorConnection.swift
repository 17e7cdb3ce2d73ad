import Control
import Governance
import Transport

/// One connection of an operator's client on the control socket. Lives on the loop.
final class OperatorConnection: LineChannelOwner, @unchecked Sendable {
    // Everything here is touched on the loop only: the channel calls there, and so does the
    // supervisor, whose executor is the loop's.
    let id: UInt64
    let name: OperatorName
    /// The user id at the other end, as the kernel knows it.
    let user: UInt32
    let channel: LineChannel
    /// The version of its hello; nil before it.
    var version: ControlVersion?
    /// Where its feed goes on; nil while it has none.
    var feedsFrom: UInt64?
    /// Whether entries are being read for it.
    var isFeeding = false
    private unowned let supervisor: Supervisor

    init(
        id: UInt64, name: OperatorName, user: UInt32, channel: LineChannel, supervisor: Supervisor
    ) {
        self.id = id
        self.name = name
        self.user = user
        self.channel = channel
        self.supervisor = supervisor
    }

    func received(_ line: UnsafeRawBufferPointer, on channel: LineChannel) {
        let result: Result<ControlRequestLine, ControlRequestFault>
        do throws(ControlRequestFault) {
            result = .success(try ControlCodec.request(line, from: version))
        } catch {
            result = .failure(error)
        }
        supervisor.assumeIsolated { $0.asked(result, by: self) }
    }

    func faulted(_ fault: LineFault, on channel: LineChannel) {
        switch fault {
        case .writeQueueFull:
            // A client that does not read loses its connection, and slows nothing.
            channel.closeNow()
        case .tooLong:
            send(
                0,
                .fault(
                    ControlFault(
                        .badRequest, message: fault.description, next: "send a shorter request")))
        case .cutOff, .writeFailed: break
        }
    }

    func drained(on channel: LineChannel) {
        supervisor.assumeIsolated { $0.feed(self) }
    }

    func closed(on channel: LineChannel, _ end: LineChannelEnd) {
        supervisor.assumeIsolated { $0.operatorLeft(self) }
    }

    /// Answers the request with this number.
    func send(_ number: UInt64, _ reply: ControlReply) {
        channel.write(ControlCodec.bytes(of: .reply(number: number, reply)))
    }

    /// Tells a subscriber something.
    func send(_ feed: ControlFeed) {
        channel.write(ControlCodec.bytes(of: .feed(feed)))
    }
}
