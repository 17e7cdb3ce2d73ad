package import Governance

/// An upstream server of the allowlist.
package struct ServerView: Hashable, Sendable {
    /// Its name in the policy.
    package var name: ServerName
    /// What is known of its code and definitions.
    package var pin: PinState
    /// Tools it listed.
    package var tools: Int
    /// Its processes, one per agent.
    package var processes: [ProcessView]

    /// Makes the view of its parts.
    package init(
        name: ServerName, pin: PinState, tools: Int, processes: [ProcessView]
    ) {
        self.name = name
        self.pin = pin
        self.tools = tools
        self.processes = processes
    }
}

extension ServerView: WireValue {
    init(from reader: inout WireReader) throws(WireFault) {
        name = try reader.name("name")
        pin = try reader.word("pin")
        tools = try reader.count("tools")
        processes = try reader.values("processes", limit: ControlLimits.subjects)
    }

    func write(to writer: inout WireWriter) {
        writer.text("name", name.text)
        writer.word("pin", pin)
        writer.count("tools", tools)
        writer.values("processes", processes)
    }
}
