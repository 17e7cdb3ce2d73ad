import Console
import Terminal

/// A look in which every role differs from every other at every depth, by its place alone: what is on
/// screen can be told from it.
enum ProbeLook {
    static func look(_ depth: ColourDepth) -> Look {
        let places = Dictionary(
            uniqueKeysWithValues: Role.allCases.enumerated().map { ($1, $0) })
        let look = { (role: Role) in style(UInt8(places[role] ?? 0), depth) }
        return Look(look, selected: look)
    }

    private static func style(_ place: UInt8, _ depth: ColourDepth) -> Style {
        switch depth {
        case .truecolour:
            Style(foreground: .rgb(100 + place, 200, 150), background: .rgb(10, 20, place))
        case .indexed256:
            Style(foreground: .index(20 + place), background: .index(232 + place / 4))
        case .ansi16:
            Style(
                foreground: .ansi(place & 15),
                background: place < 16 ? .standard : .ansi(place & 7),
                attributes: place & 16 == 0 ? [] : .underline)
        case .mono: Style(attributes: Style.Attributes(rawValue: place & 15))
        }
    }
}
