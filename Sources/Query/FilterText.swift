/// A place in the text of a filter that moves forward.
struct FilterText {
    let bytes: [UInt8]
    /// The offset of the next byte.
    var place = 0

    init(_ text: String) { bytes = Array(text.utf8) }

    /// The next byte; nil at the end.
    var next: UInt8? { place < bytes.count ? bytes[place] : nil }

    /// The column of an offset: Unicode scalars are counted, from 1.
    func column(_ offset: Int) -> Int {
        bytes[..<offset].count { $0 & 0xC0 != 0x80 } + 1
    }

    func fault(_ offset: Int, _ message: String, suggestion: String? = nil) -> FilterFault {
        FilterFault(column: column(offset), message, suggestion: suggestion)
    }

    mutating func skipSpaces() {
        while let next, FilterText.isSpace(next) { place += 1 }
    }

    /// Moves over a byte; false, without moving, where another stands.
    mutating func take(_ mark: Unicode.Scalar) -> Bool {
        guard next == UInt8(ascii: mark) else { return false }
        place += 1
        return true
    }

    /// The bytes from here to the first that ends a word.
    func word(endingAt isEnd: (UInt8) -> Bool) -> ArraySlice<UInt8> {
        bytes[place...].prefix { !isEnd($0) }
    }

    /// Whether one of the words that join terms stands here.
    func isAtJoint(_ joint: String) -> Bool {
        let word = word { FilterText.isSpace($0) || FilterText.isParenthesis($0) }
        return word.map(\.foldedASCII).elementsEqual(joint.utf8)
    }

    /// Moves over one of the words that join terms; false, without moving, where it does not
    /// stand.
    mutating func takeJoint(_ joint: String) -> Bool {
        guard isAtJoint(joint) else { return false }
        place += joint.utf8.count
        return true
    }

    /// Reads a text in quotes, which starts here.
    mutating func quoted() throws(FilterFault) -> [UInt8] {
        let start = place
        place += 1
        var content: [UInt8] = []
        while let next {
            place += 1
            if next == UInt8(ascii: "\"") { return content }
            let isEscape = next == UInt8(ascii: "\\")
            if isEscape, let escaped = self.next, isQuoteOrBackslash(escaped) {
                content.append(escaped)
                place += 1
            } else {
                content.append(next)
            }
        }
        throw fault(start, "this quote is not closed; write \\\" for a quote inside a text")
    }

    private func isQuoteOrBackslash(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\")
    }

    static func isSpace(_ byte: UInt8) -> Bool {
        byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D
    }

    static func isParenthesis(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "(") || byte == UInt8(ascii: ")")
    }

    /// The marks that say something wherever they stand outside quotes.
    static func isMark(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: "\""), UInt8(ascii: ","),
            UInt8(ascii: "*"), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "="):
            true
        default: false
        }
    }
}
