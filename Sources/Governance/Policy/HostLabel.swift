/// The name and mood of this machine, shown wherever a person is asked something.
package struct HostLabel: Hashable, Sendable {
    /// The words shown, 1 to 32 characters.
    package let label: String
    /// How the label is drawn.
    package let colour: HostColour

    /// Names the machine.
    package init(label: String, colour: HostColour = .calm) {
        self.label = label
        self.colour = colour
    }
}

/// How a host label is drawn: a role, never a colour of its own.
package enum HostColour: String, Hashable, Sendable, CaseIterable {
    /// A machine where nothing real is at stake.
    case calm
    /// A machine that others use.
    case caution
    /// Production.
    case alarm
}
