/// Checks what a theme must keep so that a console can be read by everybody who is on call.
///
/// It looks at the theme as drawn, at each depth: contrast, states told by more than colour, and
/// alarms that nothing else looks like, also for eyes that see fewer colours. What the terminal's
/// owner chose (the sixteen, the standard colours) is taken as it is.
package enum ThemeLint {
    /// What is wrong with a theme, nothing where all is well.
    package static func findings(_ theme: Theme) -> [ThemeFinding] {
        undefined(theme) + contrasts(theme) + states(theme) + alarms(theme)
    }

    private static func undefined(_ theme: Theme) -> [ThemeFinding] {
        Role.allCases.filter(theme.borrowed.contains).flatMap { role in
            ColourDepth.allCases.map { ThemeFinding(role: role, depth: $0, fault: .undefined) }
        }
    }
}
