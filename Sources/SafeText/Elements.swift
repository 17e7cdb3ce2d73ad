/// Walks over a text by what may not be torn apart: a character with its marks, a whole form, the
/// whole mark of a cut.
struct Elements: IteratorProtocol {
    private let text: SafeText
    private var span = 0
    /// Where the span ends, and where the next element starts.
    private var end: Int
    private var position = 0

    init(_ text: SafeText) {
        self.text = text
        end = text.spans.first?.count ?? 0
    }

    mutating func next() -> SafeText? {
        while position == end {
            span += 1
            guard span < text.spans.count else { return nil }
            end += text.spans[span].count
        }
        let element =
            switch text.spans[span].role {
            case .own, .untrusted: character()
            case .escape: form()
            case .cut: wholeSpan()
            }
        position += element.bytes.count
        return element
    }

    private func character() -> SafeText {
        let role = text.spans[span].role
        return text.bytes.withUnsafeBytes { bytes in
            let reader = UTF8Reader(bytes: bytes)
            var element = SafeText()
            var index = position
            while index < end, case .scalar(let scalar, let length) = reader.unit(at: index) {
                let kind = ScalarClass(scalar)
                if index > position, kind != .mark, kind != .spacingMark { break }
                element.append(
                    bytes[index..<(index + length)], role: role, columns: kind.columns,
                    source: length)
                index += length
            }
            return element
        }
    }

    private func form() -> SafeText {
        let rest = text.bytes[position..<end]
        let close = rest.firstIndex(of: UInt8(ascii: ">")) ?? (end - 1)
        let form = rest[...close]
        var element = SafeText()
        element.append(
            form, role: .escape, columns: form.count, source: EscapeForm.sourceLength(form))
        element.escapes = 1
        return element
    }

    private func wholeSpan() -> SafeText {
        let mark = text.bytes[position..<end]
        var element = SafeText()
        element.append(
            mark, role: .cut, columns: mark.count, source: text.spans[span].source)
        return element
    }
}
