extension SafeText {
    /// The text in at most `columns` columns. A cut is marked and counted: `[+212]` says that 212
    /// bytes of the source are not shown. A field too narrow for the mark is filled with `~` and
    /// shows nothing of the text. It costs what is visible.
    package func truncated(to columns: Int) -> SafeText {
        self.columns <= columns ? self : truncated(to: columns, source: source)
    }

    /// The same for text that may be read only in part, whose source has `source` bytes in all.
    func truncated(to columns: Int, source: Int) -> SafeText {
        if self.columns <= columns { return self }
        var kept = SafeText()
        var best: SafeText?
        var elements = Elements(self)
        repeat {
            // Before that the text goes on for longer than any mark and any element is wide.
            if kept.columns >= columns - 40 {
                let mark = Self.cutMark(hiding: source - kept.source)
                if kept.columns + mark.columns <= columns { best = kept + mark }
            }
            guard let element = elements.next() else { break }
            kept.append(element)
        } while kept.columns < columns
        return best ?? Self.filler(columns, hiding: source)
    }

    /// The text followed by spaces of ours up to `columns`; longer text is left as it is.
    package func padded(to columns: Int) -> SafeText {
        self + Self.spaces(columns - self.columns)
    }

    /// The text in exactly `columns` columns, cut or followed by spaces: a field of a row.
    package func fitted(to columns: Int) -> SafeText {
        truncated(to: columns).padded(to: columns)
    }

    /// The text in rows of at most `columns` columns, nothing left out: for what must be read to the
    /// end. An element wider than a row (the longest form has 10 columns) gets a row of its own.
    package func wrapped(to columns: Int) -> [SafeText] {
        var rows: [SafeText] = []
        var row = SafeText()
        var elements = Elements(self)
        while let element = elements.next() {
            if row.columns + element.columns > columns, !row.isEmpty {
                rows.append(row)
                row = SafeText()
            }
            row.append(element)
        }
        rows.append(row)
        return rows
    }

    /// The text's words, parted at each space: joined by one they are the text again.
    package var words: [SafeText] {
        var words: [SafeText] = []
        var word = SafeText()
        var elements = Elements(self)
        while let element = elements.next() {
            if element.bytes == [0x20] {
                words.append(word)
                word = SafeText()
            } else {
                word.append(element)
            }
        }
        return words + [word]
    }

    /// The text with every character beyond ASCII shown by its code point, for a terminal that is not
    /// set to UTF-8.
    package var inASCII: SafeText {
        if bytes.allSatisfy({ $0 < 0x80 }) { return self }
        var text = SafeText()
        var elements = Elements(self)
        while let element = elements.next() { text.append(element.elementInASCII) }
        return text
    }

    private var elementInASCII: SafeText {
        if bytes.allSatisfy({ $0 < 0x80 }) { return self }
        var text = SafeText()
        for scalar in plain.unicodeScalars {
            let length = UTF8.width(scalar)
            if scalar.isASCII {
                text.append(
                    [UInt8(scalar.value)], role: spans[0].role, columns: 1, source: length)
            } else {
                let form = EscapeForm.form(of: .scalar(scalar, length: length))
                text.append(form, role: .escape, columns: form.count, source: length)
                text.escapes += 1
            }
        }
        return text
    }

    private static func cutMark(hiding count: Int) -> SafeText {
        let mark = Array("[+\(count)]".utf8)
        var text = SafeText()
        text.append(mark, role: .cut, columns: mark.count, source: count)
        return text
    }

    private static func filler(_ columns: Int, hiding count: Int) -> SafeText {
        let fill = [UInt8](repeating: UInt8(ascii: "~"), count: max(columns, 0))
        var text = SafeText()
        text.append(fill, role: .cut, columns: fill.count, source: count)
        return text
    }

    private static func spaces(_ count: Int) -> SafeText {
        let fill = [UInt8](repeating: UInt8(ascii: " "), count: max(count, 0))
        var text = SafeText()
        text.append(fill, role: .own, columns: fill.count, source: fill.count)
        return text
    }
}
