extension ThemeLint {
    /// Text that is hard to read: WCAG 2.2, 1.4.3, for each role alone and in the selected row.
    static func contrasts(_ theme: Theme) -> [ThemeFinding] {
        ColourDepth.allCases.filter { $0 != .mono }.flatMap { depth in
            Role.allCases.flatMap { role in
                let alone = theme.style(of: role, depth: depth)
                let selected = theme.selectedStyle(of: role, depth: depth)
                let own = contrast(alone, role, depth, .contrast, wanted: theme.contrast)
                // What keeps its ground in the selected row, or cannot be measured, is told once.
                let isTold = selected == alone || own?.fault == .unknownContrast
                let inRow = contrast(
                    selected, role, depth, .selectedContrast, wanted: theme.contrast)
                return [faintness(alone, role, depth), own, isTold ? nil : inRow].compactMap { $0 }
            }
        }
    }

    /// At 16 colours a terminal without many colours must make do with what it has.
    private static func faintness(
        _ style: Style, _ role: Role, _ depth: ColourDepth
    ) -> ThemeFinding? {
        guard depth == .truecolour || depth == .indexed256, style.attributes.contains(.dim),
            RGB(style.foreground) != nil
        else { return nil }
        return ThemeFinding(role: role, depth: depth, fault: .faint)
    }

    private static func contrast(
        _ style: Style, _ role: Role, _ depth: ColourDepth, _ fault: ThemeFinding.Fault,
        wanted: Double
    ) -> ThemeFinding? {
        switch (RGB(style.foreground), RGB(style.background)) {
        case (let text?, let ground?):
            let ratio = text.contrast(to: ground)
            if ratio >= wanted { return nil }
            return ThemeFinding(
                role: role, depth: depth, fault: fault, measured: ratio, wanted: wanted)
        case (nil, nil):
            // Two of the terminal's own: its owner's choice, unless they are one.
            guard style.foreground == style.background, style.foreground != .standard else {
                return nil
            }
            return ThemeFinding(role: role, depth: depth, fault: fault, measured: 1, wanted: wanted)
        default:
            return ThemeFinding(role: role, depth: depth, fault: .unknownContrast)
        }
    }
}
