/// A hue, as far as it is known.
enum Hue {
    /// Degrees of the HSV wheel.
    case wheel(Double)
    /// One of the six of the terminal, 1 red to 6 cyan, bright or not.
    case named(UInt8)

    /// The hues of a style's text and ground; greys have none.
    static func all(of style: Style) -> [Hue] {
        [style.foreground, style.background].compactMap(Hue.init)
    }

    private init?(_ colour: Colour) {
        if case .ansi(let number) = colour {
            guard (1...6).contains(number % 8) else { return nil }
            self = .named(number % 8)
        } else {
            guard let degrees = RGB(colour)?.hue else { return nil }
            self = .wheel(degrees)
        }
    }

    /// How far two hues are apart, 0 to 180; nil where one is the terminal's and the other is not.
    func degrees(to other: Hue) -> Double? {
        switch (self, other) {
        case (.wheel(let one), .wheel(let two)):
            let degrees = abs(one - two)
            return min(degrees, 360 - degrees)
        case (.named(let one), .named(let two)): return one == two ? 0 : 60
        default: return nil
        }
    }
}
