/// Why a theme cannot be used, and what to do.
package struct ThemeFault: Error, Hashable, Sendable, CustomStringConvertible {
    /// The theme as it is asked for; nil while a text is read that has no such name yet.
    package internal(set) var theme: String?
    /// The line, from 1; 0 where the fault is of no line.
    package let line: Int
    /// What is wrong, and what to do.
    package let message: String

    init(_ message: String, line: Int = 0, theme: String? = nil) {
        self.message = message
        self.line = line
        self.theme = theme
    }

    /// The fault in one line. It may quote the file: make it a `SafeText` before it is shown.
    package var description: String {
        let places = [theme.map { "theme \($0)" }, line > 0 ? "line \(line)" : nil]
        let place = places.compactMap { $0 }.joined(separator: ", ")
        return place.isEmpty ? message : "\(place): \(message)"
    }
}
