/// A page of the tools of the policy in force, in the order of their names.
package struct ToolsView: Hashable, Sendable {
    /// Whose machine.
    package var host: HostView
    /// When counting began: at the start of the supervisor, since nothing of it is kept over one.
    package var since: WallTime
    /// The number of the first tool of the page, from zero.
    package var from: Int
    /// How many tools the policy has.
    package var total: Int
    /// Calls since then that named no tool of the policy; all of them were refused.
    package var strangers: Int
    /// The tools.
    package var tools: [ToolView]

    /// Makes the view of its parts.
    package init(
        host: HostView, since: WallTime, from: Int, total: Int, strangers: Int, tools: [ToolView]
    ) {
        self.host = host
        self.since = since
        self.from = from
        self.total = total
        self.strangers = strangers
        self.tools = tools
    }
}

extension ToolsView: WireValue {
    init(from reader: inout WireReader) throws(WireFault) {
        host = try reader.value("host")
        since = try reader.time("since")
        from = try reader.count("from")
        total = try reader.count("total")
        strangers = try reader.count("strangers")
        tools = try reader.values("tools", limit: ControlLimits.tools)
    }

    func write(to writer: inout WireWriter) {
        writer.value("host", host)
        writer.number("since", since.nanoseconds)
        writer.count("from", from)
        writer.count("total", total)
        writer.count("strangers", strangers)
        writer.values("tools", tools)
    }
}
