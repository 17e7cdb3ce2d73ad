/// How each role looks on each kind of terminal.
///
/// A theme is a file of lines (`themes/README.md`): inks, and one line a role. What it does not say of
/// a role is as in its base, and without a base as in `grey`. A role without a colour of its own has
/// that of the role ``Role/text``, so that one line gives the ground of everything.
package struct Theme: Hashable, Sendable {
    /// What a theme must keep between a text and its ground: WCAG 2.2, 1.4.3, level AA.
    package static let leastContrast = 4.5

    /// What it is called on the screen; drawable, within ``ThemeLimits/nameColumns``.
    package let name: String
    /// The contrast of text that it promises, from ``leastContrast`` to 21.
    package let contrast: Double
    /// What was passed over in its file.
    package let warnings: [ThemeWarning]
    /// The roles that neither it nor a base that it names defines: they look as in `grey`.
    package let borrowed: Set<Role>
    /// How many bases it stands on.
    package let nesting: Int
    private let looks: [Role: ThemeLook]
    private let glyphs: [Role: ThemeGlyph]

    /// Reads the text of a theme.
    /// - Parameters:
    ///   - text: the file, at most ``ThemeLimits/bytes``.
    ///   - base: gives the theme of a name, nil where there is none. It is asked for the base that the
    ///     file names, and else for `grey`; only `grey` itself does without.
    /// - Throws: where the text is no theme, or the base is not there or stands on too many.
    package init(
        parsing text: String, base: (String) throws(ThemeFault) -> Theme?
    ) throws(ThemeFault) {
        let file = try ThemeParser(text)
        let below = try Self.below(file, base)
        if below == nil, let missing = Role.allCases.first(where: { file.roles[$0] == nil }) {
            throw ThemeFault(
                "role \(missing.rawValue) is not defined and there is no base; add its line")
        }
        name = file.name ?? ""
        contrast = file.contrast ?? (file.base == nil ? nil : below?.contrast) ?? Self.leastContrast
        warnings = file.warnings
        nesting = below.map { $0.nesting + 1 } ?? 0
        let unsaid = Set(Role.allCases.filter { file.roles[$0] == nil })
        borrowed = file.base == nil ? unsaid : unsaid.intersection(below?.borrowed ?? [])
        looks = (below?.looks ?? [:]).merging(file.roles.mapValues(\.look)) { $1 }
        var glyphs = below?.glyphs ?? [:]
        for (role, entry) in file.roles {
            switch entry.glyph {
            case .asBase: break
            case .none: glyphs[role] = nil
            case .some(let glyph): glyphs[role] = glyph
            }
        }
        self.glyphs = glyphs
    }

    private static func below(
        _ file: ThemeParser, _ base: (String) throws(ThemeFault) -> Theme?
    ) throws(ThemeFault) -> Theme? {
        guard let named = file.base else { return try base("grey") }
        guard let theme = try base(named.name) else {
            throw ThemeFault(
                "there is no theme \(named.name) to be the base; name one that is shipped or beside "
                    + "this file", line: named.line)
        }
        guard theme.nesting < ThemeLimits.bases else {
            throw ThemeFault(
                "there are more than \(ThemeLimits.bases) bases below; name one further down",
                line: named.line)
        }
        return theme
    }

    /// How a role looks. At ``ColourDepth/mono`` it has no colours.
    package func style(of role: Role, depth: ColourDepth) -> Style {
        let plain = part(.text, depth)
        let own = part(role, depth)
        return Style(
            foreground: own.foreground ?? plain.foreground ?? .standard,
            background: own.background ?? plain.background ?? .standard,
            attributes: own.attributes)
    }

    /// How a role looks in the selected row: on the row's ground, but for a role that has its own.
    ///
    /// A reversed role in a reversed row is drawn straight, so that it still stands out.
    package func selectedStyle(of role: Role, depth: ColourDepth) -> Style {
        let selected = style(of: .selected, depth: depth)
        if role == .selected || role == .text { return selected }
        let own = part(role, depth)
        var style = style(of: role, depth: depth)
        style.attributes.formUnion(selected.attributes)
        if own.background != nil {
            style.attributes.subtract(.reverse)
            style.attributes.formUnion(own.attributes.intersection(.reverse))
        } else {
            style.foreground = own.foreground ?? selected.foreground
            style.background = selected.background
            let both = own.attributes.intersection(selected.attributes)
            style.attributes.subtract(both.intersection(.reverse))
        }
        return style
    }

    /// The sign of a role beside its colour, nil where it has none; at most
    /// ``ThemeLimits/glyphColumns`` columns, as many with `ascii` as without.
    package func glyph(of role: Role, ascii: Bool) -> String? {
        glyphs[role].map { ascii ? $0.ascii : $0.text }
    }

    private func part(_ role: Role, _ depth: ColourDepth) -> ThemeLook.Part {
        looks[role]?[depth] ?? ThemeLook.Part()
    }
}
