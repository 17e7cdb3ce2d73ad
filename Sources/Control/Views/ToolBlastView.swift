/// The worst one call of a tool can do in one unit, as the policy states it.
package struct ToolBlastView: Hashable, Sendable {
    /// The unit of the policy, such as `usd`.
    package var unit: String
    /// Where the number of a call comes from, in words.
    package var source: String
    /// The most that one call may carry, as a plain decimal; absent when there is no cap.
    package var cap: String?

    /// Makes the view of its parts.
    package init(unit: String, source: String, cap: String? = nil) {
        self.unit = unit
        self.source = source
        self.cap = cap
    }
}

extension ToolBlastView: WireValue {
    init(from reader: inout WireReader) throws(WireFault) {
        unit = try reader.text("unit", limit: ControlLimits.nameBytes)
        source = try reader.sentence("source")
        cap = try reader.optionalText("cap", limit: ControlLimits.nameBytes)
    }

    func write(to writer: inout WireWriter) {
        writer.text("unit", unit)
        writer.sentence("source", source)
        writer.optionalText("cap", cap)
    }
}
