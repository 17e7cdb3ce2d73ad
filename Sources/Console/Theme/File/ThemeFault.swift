/// Why a theme cannot be used, and what to do.
package struct ThemeFault: Error, Hashable, Sendable, CustomStringConvertible {
    /// The theme as it is asked for; nil while a text is read that has no such name yet.
    package internal(set) var theme: String?
    /// The line, from 1; 0 where the fault is of no line.
    package let line: Int
    /// The column of that line, from 1; 0 where the fault is of no word.
    package private(set) var column = 0
    /// What is wrong, and what to do.
    package let message: String
    /// The word that is wrong.
    private let word: String?

    init(_ message: String, line: Int = 0, word: String? = nil, theme: String? = nil) {
        self.message = message
        self.line = line
        self.word = word
        self.theme = theme
    }

    /// The fault with the column where its word stands first in its line: alone, where it does.
    func placed(in line: some StringProtocol) -> ThemeFault {
        guard let word else { return self }
        let parts = line.split(separator: " ", omittingEmptySubsequences: false)
        var start = 1
        for part in parts {
            if part.utf8.elementsEqual(word.utf8) { break }
            start += part.count + 1
        }
        var fault = self
        fault.column = start > line.count ? 0 : start
        return fault
    }

    /// The fault in one line, of the theme's file where that is known.
    package func words(file: String?) -> String {
        let places = [
            file ?? theme.map { "theme \($0)" }, line > 0 ? "line \(line)" : nil,
            column > 0 ? "column \(column)" : nil,
        ]
        let place = places.compactMap { $0 }.joined(separator: ", ")
        return place.isEmpty ? message : "\(place): \(message)"
    }

    /// The fault in one line. It may quote the file: make it a `SafeText` before it is shown.
    package var description: String {
        words(file: nil)
    }
}
