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

    /// Says why on descriptor 2. Nothing is left to be done where that fails too: the status of
    /// the process still tells.
    static func complain(_ lines: [SafeText]) {
        do throws(SafeOutputError) {
            try SafeOutput.standardError.write(lines)
        } catch {
            return
        }
    }

    /// The width of the terminal, or 80 where there is none; never under 40, which no card fits.
    static var columns: Int {
        var size = winsize()
        guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else {
            return usualColumns
        }
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
