/// What stands at the head of every card, list and dialog: whose machine this is and in which
/// state.
package struct HostView: Hashable, Sendable {
    /// Whether the policy's decisions bind.
    package enum Mode: String, WireWord, CaseIterable {
        /// They do.
        case enforcing
        /// Holds, limits and deny rules are recorded only.
        case observing
    }

    /// The label of the policy, such as `prod-eu`.
    package var label: String
    /// The colour of the policy.
    package var colour: String?
    /// Whether what the policy decides is enforced.
    package var mode: Mode
    /// The states in force; empty when all is well.
    package var states: [StateView]
    /// The supervisor's clock when it answered; every time left is counted from it.
    package var now: WallTime

    /// Makes the view of its parts.
    package init(
        label: String, colour: String? = nil, mode: Mode, states: [StateView], now: WallTime
    ) {
        self.label = label
        self.colour = colour
        self.mode = mode
        self.states = states
        self.now = now
    }
}

extension HostView: WireValue {
    init(from reader: inout WireReader) throws(WireFault) {
        label = try reader.text("label", limit: ControlLimits.nameBytes)
        colour = try reader.optionalText("colour", limit: ControlLimits.nameBytes)
        mode = try reader.word("mode")
        states = try reader.values("states", limit: ControlLimits.sentences)
        now = try reader.time("now")
    }

    func write(to writer: inout WireWriter) {
        writer.text("label", label)
        writer.optionalText("colour", colour)
        writer.word("mode", mode)
        writer.values("states", states)
        writer.number("now", now.nanoseconds)
    }
}
