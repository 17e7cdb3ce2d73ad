/// What the supervisor answers a greeting: that it took the descriptors, or why it did not.
package enum AgentWelcome: Hashable, Sendable {
    /// The descriptors are taken; the connection lives as long as this socket.
    case accepted
    /// They are not, and are closed. Said on stderr of the shim, never to the agent's model: what
    /// happened, and what its owner can do. It tells no more of the policy than the peer proved.
    case refused(ControlFault)

    /// The line's bytes, without its newline.
    package var bytes: [UInt8] {
        var writer = WireWriter()
        writer.write(self)
        return writer.bytes
    }

    /// Reads a welcome strictly.
    package init(_ bytes: UnsafeRawBufferPointer) throws(WireFault) {
        self = try ControlCodec.value(bytes, limit: ControlLimits.requestBytes)
    }
}

extension AgentWelcome: WireValue {
    init(from reader: inout WireReader) throws(WireFault) {
        self =
            try reader.flag("accepted")
            ? .accepted : .refused(try reader.value("fault"))
    }

    func write(to writer: inout WireWriter) {
        switch self {
        case .accepted:
            writer.flag("accepted", true)
        case .refused(let fault):
            writer.flag("accepted", false)
            writer.value("fault", fault)
        }
    }
}
