extension ThemeLint {
    /// The three that call, to be told from each other and from plain text by any eye.
    private static let callers: [Role] = [.alarmStop, .alarmSoon, .alarmNote]
    /// The roles whose hues belong to alarms.
    private static let family: Set<Role> = [
        .alarmStop, .alarmSoon, .alarmNote, .headerAlarm, .kill,
    ]
    /// Degrees of the HSV wheel that two hues must be apart to be two: half of what parts the named
    /// colours of twelve.
    private static let leastDegrees = 15.0
    /// ΔE*ab that two signals must be apart: eight times what can just be seen side by side, for they
    /// are seen apart, at night, from the corner of the eye.
    private static let leastDistance = 20.0

    /// Alarms that something else looks like.
    static func alarms(_ theme: Theme) -> [ThemeFinding] {
        ColourDepth.allCases.filter { $0 != .mono }.flatMap { depth in
            hues(theme, depth) + confusable(theme, depth)
        }
    }

    private static func hues(_ theme: Theme, _ depth: ColourDepth) -> [ThemeFinding] {
        Role.allCases.filter { !family.contains($0) }.compactMap { role in
            for alarm in Role.allCases where family.contains(alarm) {
                for one in Hue.all(of: theme.style(of: role, depth: depth)) {
                    for two in Hue.all(of: theme.style(of: alarm, depth: depth)) {
                        guard let degrees = one.degrees(to: two), degrees < leastDegrees else {
                            continue
                        }
                        return ThemeFinding(
                            role: role, depth: depth, fault: .alarmHue, other: alarm,
                            measured: degrees, wanted: leastDegrees)
                    }
                }
            }
            return nil
        }
    }

    private static func confusable(_ theme: Theme, _ depth: ColourDepth) -> [ThemeFinding] {
        callers.indices.flatMap { place in
            ([.text] + callers[(place + 1)...]).flatMap { other in
                ColourVision.allCases.compactMap { vision in
                    confusable(theme, callers[place], other, depth, vision)
                }
            }
        }
    }

    /// Two roles are told apart where their texts or their grounds are.
    private static func confusable(
        _ theme: Theme, _ role: Role, _ other: Role, _ depth: ColourDepth, _ vision: ColourVision
    ) -> ThemeFinding? {
        let one = seen(theme.style(of: role, depth: depth), vision)
        let two = seen(theme.style(of: other, depth: depth), vision)
        let distances = zip(one, two).map { $0.distance(to: $1) }
        guard let farthest = distances.max(), farthest < leastDistance else { return nil }
        return ThemeFinding(
            role: role, depth: depth, fault: .confusable(vision), other: other, measured: farthest,
            wanted: leastDistance)
    }

    /// Text and ground as seen; nothing where one of them is the terminal's own.
    private static func seen(_ style: Style, _ vision: ColourVision) -> [Light] {
        guard let text = RGB(style.foreground), let ground = RGB(style.background) else {
            return []
        }
        let isReversed = style.attributes.contains(.reverse)
        return (isReversed ? [ground, text] : [text, ground]).map { vision.sees($0.light) }
    }
}
