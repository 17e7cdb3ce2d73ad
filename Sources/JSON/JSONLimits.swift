/// How long, how deep and how full a JSON text may be before it is refused.
package struct JSONLimits: Sendable, Hashable {
    /// The longest text that is read, in bytes.
    package var bytes: Int
    /// How many arrays and objects may be open at once; never more than `deepest`.
    package var depth: Int {
        didSet { depth = min(depth, JSONLimits.deepest) }
    }
    /// How many values a tree may hold; the scanner builds none and does not count.
    package var values: Int

    /// Limits of a caller's own; a depth over `deepest` is cut to it.
    package init(bytes: Int, depth: Int, values: Int = JSONLimits.treeValues) {
        self.bytes = bytes
        self.depth = min(depth, JSONLimits.deepest)
        self.values = values
    }

    /// One MCP message or one control message: 16 MiB holds the largest result a tool sensibly
    /// gives, and 128 levels are several times what any schema in the wild nests.
    package static let message = JSONLimits(bytes: 16 * 1024 * 1024, depth: 128)

    /// No limit goes deeper than this: reading, comparing and freeing a tree take stack for each
    /// level (some 750 bytes optimised, twice that in a debug build), and the scanner keeps one
    /// bit for each.
    package static let deepest = 256

    /// A value of two bytes takes many times that in a tree: without this bound one message of
    /// 16 MiB could take hundreds. The longest tool lists hold some tens of thousands.
    package static let treeValues = 100_000

    /// The most digits an exponent may have, leading zeros apart. It keeps each power of ten that
    /// occurs inside 64 bits with room for the length of the text.
    package static let exponentDigits = 17

    /// The most keys that `JSONKeys` takes of one object: envelopes have a handful.
    package static let judgedKeys = 1024
}
