/// How long and how deep a JSON text may be before it is refused.
package struct JSONLimits: Sendable, Hashable {
    /// The longest text that is read, in bytes.
    package var bytes: Int
    /// How many arrays and objects may be open at once; never more than `deepest`.
    package var depth: Int {
        didSet { depth = min(depth, JSONLimits.deepest) }
    }

    /// Limits of a caller's own; a depth over `deepest` is cut to it.
    package init(bytes: Int, depth: Int) {
        self.bytes = bytes
        self.depth = min(depth, JSONLimits.deepest)
    }

    /// One MCP message or one control message: 16 MiB holds the largest result a tool sensibly
    /// gives, and 128 levels are several times what any schema in the wild nests.
    package static let message = JSONLimits(bytes: 16 * 1024 * 1024, depth: 128)

    /// No limit goes deeper than this: reading, comparing and freeing a tree take stack for each
    /// level, and the scanner keeps one bit for each.
    package static let deepest = 512

    /// The most digits an exponent may have, leading zeros apart. It keeps each power of ten that
    /// occurs inside 64 bits with room for the length of the text.
    package static let exponentDigits = 17
}
