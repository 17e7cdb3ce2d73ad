/// Tells code from strings and comments, well enough for Swift, C and C++ as they are written here:
/// nested comments, raw and multi-line strings, and code inside interpolations.
struct CodeReader {
    private let text: [UInt8]
    private var code: [UInt8]
    private var position = 0

    /// The text with everything but code replaced by spaces; line ends stay.
    static func code(of text: String) -> String {
        var reader = CodeReader(text)
        reader.readCode(until: nil)
        return String(decoding: reader.code, as: UTF8.self)
    }

    private init(_ text: String) {
        self.text = Array(text.utf8)
        code = self.text
    }

    /// Reads code up to the end or, inside an interpolation, to the parenthesis that closes it.
    private mutating func readCode(until closing: UInt8?) {
        var open = 0
        while position < text.count {
            let byte = text[position]
            guard
                byte == UInt8(ascii: "/") || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "#")
                    || byte == UInt8(ascii: "'") || byte == UInt8(ascii: "(")
                    || byte == UInt8(ascii: ")")
            else {
                position += 1
                continue
            }
            if starts("//") {
                blankLine()
            } else if starts("/*") {
                blankComment()
            } else if let hashes = startOfString() {
                blankString(hashes: hashes)
            } else if isQuotedCharacter {
                blank(text[position + 1] == UInt8(ascii: "\\") ? 4 : 3)
            } else {
                if text[position] == UInt8(ascii: "(") { open += 1 }
                if text[position] == UInt8(ascii: ")") {
                    if open == 0, closing != nil { return }
                    open -= 1
                }
                position += 1
            }
        }
    }

    private mutating func blankLine() {
        while position < text.count, text[position] != UInt8(ascii: "\n") { blank(1) }
    }

    private mutating func blankComment() {
        var depth = 0
        repeat {
            if starts("/*") {
                depth += 1
                blank(2)
            } else if starts("*/") {
                depth -= 1
                blank(2)
            } else {
                blank(1)
            }
        } while depth > 0 && position < text.count
    }

    /// The number of `#` before the quotation mark, if a string starts here.
    private func startOfString() -> Int? {
        var index = position
        while index < text.count, text[index] == UInt8(ascii: "#") { index += 1 }
        guard index < text.count, text[index] == UInt8(ascii: "\"") else { return nil }
        return index - position
    }

    /// A character of C, `'{'`.
    private var isQuotedCharacter: Bool {
        guard starts("'"), position + 2 < text.count else { return false }
        let isEscaped = text[position + 1] == UInt8(ascii: "\\")
        let end = position + (isEscaped ? 3 : 2)
        return end < text.count && text[end] == UInt8(ascii: "'")
    }

    private mutating func blankString(hashes: Int) {
        let marks = String(repeating: "#", count: hashes)
        blank(hashes)
        let quote = starts("\"\"\"") ? "\"\"\"" : "\""
        blank(quote.utf8.count)
        while position < text.count, !starts(quote + marks) {
            if starts("\\" + marks + "(") {
                blank(2 + hashes)
                readCode(until: UInt8(ascii: ")"))
                blank(1)
            } else {
                blank(starts("\\" + marks) ? 2 + hashes : 1)
            }
        }
        blank(quote.utf8.count + hashes)
    }

    private func starts(_ word: String) -> Bool {
        // Nearly every byte is told by the first.
        guard position < text.count, text[position] == word.utf8.first else { return false }
        return text[position...].starts(with: word.utf8)
    }

    private mutating func blank(_ count: Int) {
        for index in position..<min(position + count, text.count)
        where text[index] != UInt8(ascii: "\n") {
            code[index] = UInt8(ascii: " ")
        }
        position = min(position + count, text.count)
    }
}
