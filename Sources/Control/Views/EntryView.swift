/// One committed record of the trail.
package struct EntryView: Hashable, Sendable {
    /// Its place.
    package var sequence: UInt64
    /// When it was recorded.
    package var time: WallTime
    /// What it records, such as `hold.opened`.
    package var kind: String
    /// The call it belongs to.
    package var call: UInt64?
    /// Its data: a JSON object as text, untrusted.
    package var data: String
    /// What was committed to beside it.
    package var payloads: [PayloadView]

    /// Makes the view of its parts.
    package init(
        sequence: UInt64, time: WallTime, kind: String, call: UInt64? = nil, data: String,
        payloads: [PayloadView]
    ) {
        self.sequence = sequence
        self.time = time
        self.kind = kind
        self.call = call
        self.data = data
        self.payloads = payloads
    }
}

extension EntryView: WireValue {
    init(from reader: inout WireReader) throws(WireFault) {
        sequence = try reader.number("sequence")
        time = try reader.time("time")
        kind = try reader.text("kind", limit: ControlLimits.nameBytes)
        call = try reader.optionalNumber("call")
        data = try reader.text("data", limit: ControlLimits.entryBytes)
        payloads = try reader.values("payloads", limit: ControlLimits.payloads)
    }

    func write(to writer: inout WireWriter) {
        writer.number("sequence", sequence)
        writer.number("time", time.nanoseconds)
        writer.text("kind", kind)
        writer.optionalNumber("call", call)
        writer.text("data", data)
        writer.values("payloads", payloads)
    }
}
