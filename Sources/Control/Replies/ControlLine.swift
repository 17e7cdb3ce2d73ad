/// A line from the supervisor: the answer to a numbered request, or a piece of the feed.
package enum ControlLine: Hashable, Sendable {
    /// The answer to the request of this number.
    case reply(number: UInt64, ControlReply)
    /// What a subscriber is sent.
    case feed(ControlFeed)
}

extension ControlLine: WireValue {
    init(from reader: inout WireReader) throws(WireFault) {
        if let number: UInt64 = try reader.optionalNumber("reply") {
            self = .reply(number: number, try ControlReply(from: &reader))
        } else {
            self = .feed(try reader.value("feed"))
        }
    }

    func write(to writer: inout WireWriter) {
        switch self {
        case .reply(let number, let reply):
            writer.number("reply", number)
            reply.write(to: &writer)
        case .feed(let feed):
            writer.value("feed", feed)
        }
    }
}
