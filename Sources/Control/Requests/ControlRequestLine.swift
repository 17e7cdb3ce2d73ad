/// A line to the supervisor: a request and the number that its answer will carry.
package struct ControlRequestLine: Hashable, Sendable {
    /// Chosen by the client, one for each of its requests that is not answered yet.
    package var number: UInt64
    /// What is asked.
    package var request: ControlRequest

    /// Numbers a request.
    package init(number: UInt64, _ request: ControlRequest) {
        self.number = number
        self.request = request
    }
}

extension ControlRequestLine: WireValue {
    init(from reader: inout WireReader) throws(WireFault) {
        number = try reader.number("number")
        request = try ControlRequest(from: &reader)
    }

    func write(to writer: inout WireWriter) {
        writer.number("number", number)
        request.write(to: &writer)
    }
}

/// A request line that was not understood, with its number where that could be read, so that the
/// refusal can be told to the one who asked.
package struct ControlRequestFault: Error, Hashable, Sendable {
    /// The line's number; nil when there is none to be read.
    package let number: UInt64?
    /// What was wrong with the line.
    package let fault: WireFault

    /// The refusal to send back.
    package var reply: ControlFault {
        switch fault.kind {
        case .version:
            ControlFault(
                .version, message: "the supervisor speaks \(ControlVersion.current) only",
                next: "use the pullcord of the supervisor's version")
        default:
            ControlFault(
                .badRequest, message: "the request was not understood: \(fault)",
                next: "nothing was done; check that both sides have the same version")
        }
    }
}
