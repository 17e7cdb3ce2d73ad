/// Something in a theme that was passed over: the theme works without it.
package struct ThemeWarning: Hashable, Sendable, CustomStringConvertible {
    /// The line, from 1; 0 where it is of no line.
    package let line: Int
    /// What was passed over, and what to do.
    package let message: String

    /// The warning in one line. It may quote the file: make it a `SafeText` before it is shown.
    package var description: String { line > 0 ? "line \(line): \(message)" : message }
}
