extension SafeText {
    /// Words of our own whose bytes are known to come from the source.
    init(ownWords bytes: UnsafeBufferPointer<UInt8>) {
        var escaper = Escaper(UnsafeRawBufferPointer(bytes), voice: .own)
        escaper.readAll()
        self = escaper.text
    }

    /// A number of ours.
    package init(_ number: some BinaryInteger) {
        var digits = String(number)
        self = digits.withUTF8 { SafeText(ownWords: $0) }
    }

    /// Adds bytes that the caller knows to be drawable, or a form.
    mutating func append(
        _ drawn: some Collection<UInt8>, role: Role, columns: Int, source: Int
    ) {
        bytes.append(contentsOf: drawn)
        self.columns += columns
        append(Span(role: role, count: drawn.count, source: source))
    }

    /// Cuts stay apart from each other, because each counts for itself.
    private mutating func append(_ span: Span) {
        if span.count == 0, span.source == 0 { return }
        guard let last = spans.indices.last, spans[last].role == span.role, span.role != .cut else {
            return spans.append(span)
        }
        spans[last].count += span.count
        spans[last].source += span.source
    }

    /// Adds `other` at the end.
    package mutating func append(_ other: SafeText) {
        bytes.append(contentsOf: other.bytes)
        columns += other.columns
        escapes += other.escapes
        for span in other.spans { append(span) }
    }

    package static func + (left: SafeText, right: SafeText) -> SafeText {
        var sum = left
        sum.append(right)
        return sum
    }
}

extension Sequence<SafeText> {
    /// The texts one after the other, with `separator` between two of them.
    package func joined(by separator: SafeText) -> SafeText {
        var sum = SafeText()
        var isFirst = true
        for text in self {
            if !isFirst { sum.append(separator) }
            sum.append(text)
            isFirst = false
        }
        return sum
    }
}
