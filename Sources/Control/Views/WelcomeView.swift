/// The supervisor's half of the first exchange.
package struct WelcomeView: Hashable, Sendable {
    /// The version the supervisor speaks.
    package var version: ControlVersion
    /// The supervisor's program and version.
    package var program: String
    /// Who the peer's user id is in the policy, and what they may do.
    package var you: OperatorView
    /// Whose machine this is.
    package var host: HostView

    /// Makes the view of its parts.
    package init(version: ControlVersion, program: String, you: OperatorView, host: HostView) {
        self.version = version
        self.program = program
        self.you = you
        self.host = host
    }
}

extension WelcomeView: WireValue {
    init(from reader: inout WireReader) throws(WireFault) {
        version = try reader.version("version")
        program = try reader.text("program", limit: ControlLimits.nameBytes)
        you = try reader.value("you")
        host = try reader.value("host")
    }

    func write(to writer: inout WireWriter) {
        writer.text("version", version.description)
        writer.text("program", program)
        writer.value("you", you)
        writer.value("host", host)
    }
}
