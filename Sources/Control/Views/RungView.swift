package import Governance

/// How much an agent may do alone with a tool.
package struct RungView: Hashable, Sendable {
    /// The tool.
    package var tool: ToolName
    /// The rung in force: the stricter of file and grant.
    package var rung: Rung
    /// The most that the policy file allows.
    package var ceiling: Rung

    /// Makes the view of its parts.
    package init(
        tool: ToolName, rung: Rung, ceiling: Rung
    ) {
        self.tool = tool
        self.rung = rung
        self.ceiling = ceiling
    }
}

extension RungView: WireValue {
    init(from reader: inout WireReader) throws(WireFault) {
        tool = try reader.tool("tool")
        rung = try reader.word("rung")
        ceiling = try reader.word("ceiling")
    }

    func write(to writer: inout WireWriter) {
        writer.text("tool", tool.description)
        writer.word("rung", rung)
        writer.word("ceiling", ceiling)
    }
}
