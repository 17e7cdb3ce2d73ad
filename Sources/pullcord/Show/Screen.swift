import Console
import Glibc
import SafeText

/// Where commands print.
enum Screen {
    /// Prints lines for the person or program that reads.
    static func show(_ lines: [SafeText]) throws(SafeOutputError) {
        try SafeOutput.standardOutput.write(lines)
    }

    /// Prints one line.
    static func show(_ line: SafeText) throws(SafeOutputError) {
        try SafeOutput.standardOutput.write(line)
    }

    /// Prints sentences; at a terminal no word is broken at its edge, while a program gets each as one
    /// line.
    static func tell(_ lines: [SafeText]) throws(SafeOutputError) {
        try show(width(of: STDOUT_FILENO).map { broken(lines, columns: $0) } ?? lines)
    }

    /// A line that stands so far from the left edge, as rows: at a terminal no word is broken at its edge.
    static func rows(of line: SafeText, indent: Int) -> [SafeText] {
        width(of: STDOUT_FILENO).map { broken([line], columns: $0 - indent) } ?? [line]
    }

    /// Says why on descriptor 2; at a terminal no word is broken at its edge. Nothing is left to be done where that fails too: the status of
    /// the process still tells.
    static func complain(_ lines: [SafeText]) {
        do throws(SafeOutputError) {
            let columns = width(of: STDERR_FILENO)
            try SafeOutput.standardError.write(columns.map { broken(lines, columns: $0) } ?? lines)
        } catch {
            return
        }
    }

    /// The width of the terminal, or 80 where there is none; never under 40, which no card fits.
    static var columns: Int { width(of: STDOUT_FILENO) ?? usualColumns }

    /// Lines for a terminal of so many columns: those that are longer go on below, indented by two more.
    static func broken(_ lines: [SafeText], columns: Int) -> [SafeText] {
        lines.flatMap { line in
            let own = line.plain.utf8.prefix { $0 == UInt8(ascii: " ") }.count
            return Prose.rows(safe: line, columns: columns, indent: own + 2)
        }
    }

    /// The width of the terminal on a descriptor; nil where there is none or it does not say.
    private static func width(of descriptor: Int32) -> Int? {
        var size = winsize()
        guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
        return max(40, Int(size.ws_col))
    }

    /// The height of the terminal, or 24 where it does not say.
    static var rows: Int {
        var size = winsize()
        guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_row > 3 else {
            return 24
        }
        return Int(size.ws_row)
    }

    static let usualColumns = 80
}
