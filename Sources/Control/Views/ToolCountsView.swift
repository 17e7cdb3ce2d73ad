/// What became of a tool's calls in a stretch of time.
package struct ToolCountsView: Hashable, Sendable {
    /// Calls that agents proposed.
    package var calls: Int
    /// Those of them that were held for a person, whatever was answered.
    package var held: Int
    /// Calls that were denied: by the gate, by a person, by time, or because what they waited in
    /// ended.
    package var denied: Int
    /// Calls that were let go and ended, with an answer or without one.
    package var ended: Int
    /// Those of them that ended with an error: of the tool, of its server, or without an answer.
    package var errors: Int

    /// Makes the view of its parts.
    package init(calls: Int = 0, held: Int = 0, denied: Int = 0, ended: Int = 0, errors: Int = 0) {
        self.calls = calls
        self.held = held
        self.denied = denied
        self.ended = ended
        self.errors = errors
    }
}

extension ToolCountsView: WireValue {
    init(from reader: inout WireReader) throws(WireFault) {
        calls = try reader.count("calls")
        held = try reader.count("held")
        denied = try reader.count("denied")
        ended = try reader.count("ended")
        errors = try reader.count("errors")
    }

    func write(to writer: inout WireWriter) {
        writer.count("calls", calls)
        writer.count("held", held)
        writer.count("denied", denied)
        writer.count("ended", ended)
        writer.count("errors", errors)
    }
}
