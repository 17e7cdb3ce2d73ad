/// How much a theme may hold. Own themes come from a person's folder: a file that is none, or a
/// circle of bases, must cost no more than a message.
package enum ThemeLimits {
    /// Bytes of a file: thirty times the longest that is shipped.
    package static let bytes = 131_072
    /// Lines of a file: every role and an ink of its own for each, ten times over.
    package static let lines = 1_000
    /// Bytes of a line: four looks, two glyphs and a remark fit into half of it.
    package static let lineBytes = 512
    /// Bases below a theme: more is a mistake, and a circle ends here.
    package static let bases = 4
    /// Columns of a glyph: what the screens keep free for one.
    package static let glyphColumns = 2
    /// Columns of a theme's name: it stands in the header.
    package static let nameColumns = 32
    /// Themes of one's own in a library: a folder with more is not a folder of themes.
    package static let own = 200
}
