/// What a key does to a line that is being typed.
package enum LineEdit: Hashable, Sendable {
    case changed(String)
    case entered
    case cancelled
    case ignored
}

extension Key {
    /// What the key does to a text that is at most so many bytes of UTF-8 long.
    func edit(_ text: String, limit: Int) -> LineEdit {
        switch self {
        case .character(let character):
            guard text.utf8.count + String(character).utf8.count <= limit else { return .ignored }
            return .changed(text + String(character))
        case .backspace: return text.isEmpty ? .ignored : .changed(String(text.dropLast()))
        case .control("u"): return .changed("")
        case .enter: return .entered
        case .escape, .control("g"), .control("c"): return .cancelled
        default: return .ignored
        }
    }
}
