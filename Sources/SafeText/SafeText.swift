/// The only text that may be drawn or printed.
///
/// Text from outside becomes a `SafeText` in one pass that drops nothing: each control, direction
/// control, invisible character, odd space, unassigned or private character and each byte that is not
/// UTF-8 is written as a visible form (`<ESC>`, `<U+202E>`, `<9B>`), and text that spells such a form
/// is escaped itself. Two different byte strings therefore never give the same text. Words of our
/// own come from literals in the source, so that a raw string has no way in.
///
/// A `SafeText` is one line: it never holds a line end. Digests, comparisons and policy use the
/// bytes that came, never this.
package struct SafeText: Sendable, Hashable {
    /// Who speaks in a stretch of the text. A view draws each in a manner of its own.
    package enum Role: Sendable, Hashable {
        /// The product's own words.
        case own
        /// Text from outside, drawn as it came.
        case untrusted
        /// The visible form of something that may not be drawn.
        case escape
        /// The mark of a cut, `[+212]`: so many bytes of the source are not shown.
        case cut
    }

    /// A stretch of text in one role.
    package struct Run: Sendable, Hashable {
        package let role: Role
        package let text: String
    }

    /// A stretch of `bytes` in one role, and how many bytes of the source it stands for.
    struct Span: Sendable, Hashable {
        var role: Role
        var count: Int
        var source: Int
    }

    /// What is drawn, in UTF-8. Bytes, for equality of a `String` would be canonical equivalence.
    var bytes: [UInt8] = []
    var spans: [Span] = []

    /// How many columns the text takes, by the pinned table.
    package internal(set) var columns = 0

    /// How many characters or bytes are shown in their visible form: what a card calls hidden.
    package internal(set) var escapes = 0

    /// No text, no columns.
    package init() {}

    /// Makes text from outside safe. It costs as much as the text is long.
    package init(untrusted text: String) {
        var text = text
        self = text.withUTF8 { SafeText(untrustedBytes: UnsafeRawBufferPointer($0)) }
    }

    /// Makes bytes from outside safe; what is not UTF-8 is shown byte by byte.
    package init(untrustedBytes bytes: [UInt8]) {
        self = bytes.withUnsafeBytes { SafeText(untrustedBytes: $0) }
    }

    /// Makes bytes from outside safe; they are copied.
    package init(untrustedBytes bytes: UnsafeRawBufferPointer) {
        var escaper = Escaper(bytes, voice: .untrusted)
        escaper.readAll()
        self = escaper.text
    }

    /// Makes bytes from outside safe, cut to `columns`. It reads only what can be seen, however long
    /// the text is: for rows that are drawn again and again.
    package init(untrustedBytes bytes: UnsafeRawBufferPointer, cutTo columns: Int) {
        var escaper = Escaper(bytes, voice: .untrusted)
        escaper.read(beyond: columns)
        self = escaper.text.truncated(to: columns, source: bytes.count)
    }

    /// The name of something: a tool, server or agent, a host, a path. Every character beyond ASCII is
    /// shown by its code point, so that no look-alike letter and no other normal form passes.
    package init(name: String) {
        var name = name
        self = name.withUTF8 {
            var escaper = Escaper(UnsafeRawBufferPointer($0), voice: .name)
            escaper.readAll()
            return escaper.text
        }
    }

    /// Words of our own, from a literal in the source.
    package init(_ words: StaticString) {
        self = words.withUTF8Buffer { SafeText(ownWords: $0) }
    }

    /// What is drawn or printed: printable characters of the table, and nothing else.
    package var plain: String { String(decoding: bytes, as: UTF8.self) }

    /// Whether there is nothing to draw.
    package var isEmpty: Bool { bytes.isEmpty }

    /// The text by role, in order; neighbours differ in role, but for cuts.
    package var runs: [Run] {
        var start = 0
        return spans.map { span in
            defer { start += span.count }
            let text = String(decoding: bytes[start..<(start + span.count)], as: UTF8.self)
            return Run(role: span.role, text: text)
        }
    }

    /// How many bytes of the source the text stands for, those that a cut hides included.
    var source: Int { spans.reduce(0) { $0 + $1.source } }
}
