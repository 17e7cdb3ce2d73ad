/// The worst the call can do in one unit.
package struct BlastView: Hashable, Sendable {
    /// The unit of the policy, such as `usd`.
    package var unit: String
    /// Exact, as a plain decimal; absent when it is not known, which is worse.
    package var amount: String?
    /// The cap of the policy.
    package var cap: String?

    /// Makes the view of its parts.
    package init(
        unit: String, amount: String? = nil, cap: String? = nil
    ) {
        self.unit = unit
        self.amount = amount
        self.cap = cap
    }
}

extension BlastView: WireValue {
    init(from reader: inout WireReader) throws(WireFault) {
        unit = try reader.text("unit", limit: ControlLimits.nameBytes)
        amount = try reader.optionalText("amount", limit: ControlLimits.nameBytes)
        cap = try reader.optionalText("cap", limit: ControlLimits.nameBytes)
    }

    func write(to writer: inout WireWriter) {
        writer.text("unit", unit)
        writer.optionalText("amount", amount)
        writer.optionalText("cap", cap)
    }
}
