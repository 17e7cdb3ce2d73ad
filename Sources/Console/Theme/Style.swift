/// How a role looks at one depth.
package struct Style: Hashable, Sendable {
    package var foreground: Colour
    package var background: Colour
    package var attributes: Attributes

    /// What a terminal can do to a character without colour.
    package struct Attributes: OptionSet, Hashable, Sendable {
        package let rawValue: UInt8
        package static let bold = Attributes(rawValue: 1)
        package static let dim = Attributes(rawValue: 2)
        package static let reverse = Attributes(rawValue: 4)
        package static let underline = Attributes(rawValue: 8)

        package init(rawValue: UInt8) { self.rawValue = rawValue }
    }

    /// A style of its parts; without any, the terminal's own look.
    package init(
        foreground: Colour = .standard, background: Colour = .standard, attributes: Attributes = []
    ) {
        self.foreground = foreground
        self.background = background
        self.attributes = attributes
    }
}
