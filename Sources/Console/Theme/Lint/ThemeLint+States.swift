extension ThemeLint {
    /// Roles that tell how things stand, each to be told from plain text and from each other.
    static let states: [Role] = [
        .alarmStop, .alarmSoon, .alarmNote, .held, .denied, .tombstone, .cardWaiting, .cardArmed,
        .kill, .stale,
    ]

    /// Roles that must not look as the role beside them, colour left out, and never in a row of a
    /// list: which tab is open, which row is selected, which host this is.
    private static let frames: [(Role, Role)] = [
        (.tabOpen, .tab), (.selected, .text), (.headerAlarm, .header),
    ]

    /// Roles whose words tell enough, and which must be seen to be no plain text.
    private static let marked: [Role] = [.high, .critical, .escape, .cut]

    /// States that are told by colour alone, or not at all.
    static func states(_ theme: Theme) -> [ThemeFinding] {
        ColourDepth.allCases.flatMap { depth in
            unmarked(theme, depth) + twins(theme, depth)
                + frames.compactMap { alone(theme, $0, $1, depth, inRows: false) }
        }
    }

    private static func unmarked(_ theme: Theme, _ depth: ColourDepth) -> [ThemeFinding] {
        (states + marked).filter {
            theme.style(of: $0, depth: depth) == theme.style(of: .text, depth: depth)
        }.map { ThemeFinding(role: $0, depth: depth, fault: .unmarked, other: .text) }
    }

    /// Each state against plain text and the states after it, and what was found against plain text.
    private static func twins(_ theme: Theme, _ depth: ColourDepth) -> [ThemeFinding] {
        let found = alone(theme, .found, .text, depth, inRows: true)
        return states.indices.flatMap { place in
            ([.text] + states[(place + 1)...]).compactMap {
                alone(theme, states[place], $0, depth, inRows: true)
            }
        } + [found].compactMap { $0 }
    }

    private static func alone(
        _ theme: Theme, _ role: Role, _ other: Role, _ depth: ColourDepth, inRows: Bool
    ) -> ThemeFinding? {
        let glyphsDiffer = [true, false].allSatisfy {
            theme.glyph(of: role, ascii: $0) != theme.glyph(of: other, ascii: $0)
        }
        if glyphsDiffer { return nil }
        if attributes(theme.style, role, depth) == attributes(theme.style, other, depth) {
            return ThemeFinding(role: role, depth: depth, fault: .colourAlone, other: other)
        }
        if inRows,
            attributes(theme.selectedStyle, role, depth)
                == attributes(theme.selectedStyle, other, depth)
        {
            return ThemeFinding(role: role, depth: depth, fault: .selectedColourAlone, other: other)
        }
        return nil
    }

    private static func attributes(
        _ style: (Role, ColourDepth) -> Style, _ role: Role, _ depth: ColourDepth
    ) -> Style.Attributes { style(role, depth).attributes }
}
