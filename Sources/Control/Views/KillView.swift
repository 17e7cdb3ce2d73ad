/// A kill switch that is engaged.
package struct KillView: Hashable, Sendable {
    /// How a kill reaches the supervisor.
    package enum Source: String, WireWord, CaseIterable {
        /// An operator on the control socket.
        case command
        /// A file in the kill directory.
        case file
        /// SIGUSR1.
        case signal
        /// Latch or trail could not be read, which counts as engaged.
        case unreadable
    }

    /// What it stops.
    package var scope: ControlScope
    /// Where it came from.
    package var source: Source
    /// Who engaged it, when and why.
    package var act: ActView

    /// Makes the view of its parts.
    package init(
        scope: ControlScope, source: Source, act: ActView
    ) {
        self.scope = scope
        self.source = source
        self.act = act
    }
}

extension KillView: WireValue {
    init(from reader: inout WireReader) throws(WireFault) {
        scope = try reader.value("scope")
        source = try reader.word("source")
        act = try reader.value("act")
    }

    func write(to writer: inout WireWriter) {
        writer.value("scope", scope)
        writer.word("source", source)
        writer.value("act", act)
    }
}
