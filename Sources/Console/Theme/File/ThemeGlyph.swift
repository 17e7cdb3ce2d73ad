import SafeText

/// The sign of a role, beside its colour.
struct ThemeGlyph: Hashable, Sendable {
    let text: String
    /// The same for terminals without UTF-8, as wide.
    let ascii: String

    /// The two of them, as the file gives them; an ASCII glyph stands for itself.
    init(text: String, ascii: String?, line: Int) throws(ThemeFault) {
        let isASCII = text.utf8.allSatisfy { $0 < 0x80 }
        guard let ascii = ascii ?? (isASCII ? text : nil) else {
            throw ThemeFault(
                "glyph \"\(text)\" is not ASCII; say too what stands for it: ascii \"x\"",
                line: line)
        }
        guard ascii.utf8.allSatisfy({ $0 < 0x80 }) else {
            throw ThemeFault("ascii \"\(ascii)\" is not ASCII; take a plain sign", line: line)
        }
        let columns = try Self.columns(of: text, line: line)
        guard try Self.columns(of: ascii, line: line) == columns else {
            throw ThemeFault(
                "glyph \"\(text)\" and ascii \"\(ascii)\" differ in width; make them as wide as "
                    + "each other, or rows shift", line: line)
        }
        self.text = text
        self.ascii = ascii
    }

    /// How wide it is drawn, by the pinned table; at least 1.
    private static func columns(of text: String, line: Int) throws(ThemeFault) -> Int {
        let safe = SafeText(untrusted: text)
        guard safe.escapes == 0, !text.utf8.contains(0x20) else {
            throw ThemeFault("a glyph holds what cannot be drawn; take printable signs", line: line)
        }
        guard (1...ThemeLimits.glyphColumns).contains(safe.columns) else {
            throw ThemeFault(
                "glyph \"\(text)\" takes \(safe.columns) columns; take 1 to "
                    + "\(ThemeLimits.glyphColumns), or `glyph none`", line: line)
        }
        return safe.columns
    }
}
