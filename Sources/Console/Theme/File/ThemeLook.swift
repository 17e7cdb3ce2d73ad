/// What a theme says of a role or an ink at each depth.
struct ThemeLook: Hashable, Sendable {
    /// What it says at one depth; nil where it leaves a colour to the role `text`.
    struct Part: Hashable, Sendable {
        var foreground: Colour?
        var background: Colour?
        var attributes: Style.Attributes = []
    }

    private var parts = Array(repeating: Part(), count: ColourDepth.allCases.count)

    subscript(depth: ColourDepth) -> Part {
        get { parts[depth.place] }
        set { parts[depth.place] = newValue }
    }
}

extension ColourDepth {
    /// Where its look stands between the bars of a line, from 0.
    fileprivate var place: Int {
        switch self {
        case .truecolour: 0
        case .indexed256: 1
        case .ansi16: 2
        case .mono: 3
        }
    }
}
