/// What a linter found in a theme: of which role, at which depth, what, and how much.
package struct ThemeFinding: Hashable, Sendable, CustomStringConvertible {
    package let role: Role
    package let depth: ColourDepth
    package let fault: Fault
    /// The role that it was held against.
    package var other: Role?
    /// What was measured and what is wanted, in the unit of the fault.
    package var measured: Double?
    package var wanted: Double?

    /// What can be wrong.
    package enum Fault: Hashable, Sendable {
        /// Neither the theme nor a base that it names defines the role.
        case undefined
        /// The text is too close to its ground: a ratio.
        case contrast
        /// The same in the selected row.
        case selectedContrast
        /// One of text and ground is the terminal's own, so that nobody knows the ratio.
        case unknownContrast
        /// How faint `dim` is, is up to the terminal, so that nobody knows the ratio.
        case faint
        /// It looks as plain text.
        case unmarked
        /// Without its colour it looks as the other.
        case colourAlone
        /// The same in the selected row.
        case selectedColourAlone
        /// Its hue is that of an alarm: degrees between the two.
        case alarmHue
        /// To people with this vision it has the colours of the other: ΔE*ab between the two.
        case confusable(ColourVision)
    }

    /// The finding in one line, with what to do.
    package var description: String {
        let than = other.map { " \($0.rawValue)" } ?? ""
        let what =
            switch fault {
            case .undefined: "is not defined in the theme or its base; add its line"
            case .contrast: "is too close to its ground; part the two"
            case .selectedContrast: "is too close to the ground of the selected row; part the two"
            case .unknownContrast:
                "mixes a colour of its own with one of the terminal's; set both or neither"
            case .faint: "is dim, which may be too faint to read; give it a colour instead"
            case .unmarked: "looks as\(than); give it a colour or an attribute"
            case .colourAlone: "differs from\(than) by colour alone; add a glyph or an attribute"
            case .selectedColourAlone:
                "differs from\(than) by colour alone in the selected row; add a glyph or an attribute"
            case .alarmHue: "has the hue of\(than); take another, alarms must stand out"
            case .confusable(let vision):
                "is hardly told from\(than) with \(vision.rawValue) vision; part the two"
            }
        return "\(role.rawValue) at \(depth.rawValue) \(what)\(figures)"
    }

    /// Rounded down, so that what falls short never reads as enough.
    private var figures: String {
        guard let measured, let wanted else { return "" }
        return " (\((measured * 10).rounded(.down) / 10), wanted \(wanted))"
    }
}
