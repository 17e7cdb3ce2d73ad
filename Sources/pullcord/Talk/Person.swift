import Glibc
import SafeText

/// The person at the terminal, when there is one: shows, asks, and takes only what was typed after
/// the question was on the screen.
enum Person {
    /// Whether somebody can read and type: both sides of this process are a terminal.
    static var isThere: Bool { isatty(STDIN_FILENO) == 1 && isatty(STDOUT_FILENO) == 1 }

    /// An answer is a code, a number or a sentence.
    private static let answerBytes = 4096
    /// What was typed in this time after a card came on screen was meant for something else
    /// (console reference, section 4: the dwell of 400 ms).
    private static let dwellMilliseconds: Int64 = 400

    /// Shows lines page by page. Whether the person went to the end.
    static func shows(_ lines: [SafeText]) throws -> Bool {
        let page = max(1, Screen.rows - 1)
        var rest = lines[...]
        while rest.count > page {
            try Screen.show(Array(rest.prefix(page - 1)))
            rest = rest.dropFirst(page - 1)
            let answer = try answer(
                to: "-- \(rest.count) more lines: Enter to read on, q to leave --")
            if answer != "" { return false }
        }
        try Screen.show(Array(rest))
        return true
    }

    /// Asks one question; nil at the end of input. What was typed before it was shown is dropped.
    static func answer(to question: SafeText) throws -> String? {
        discardTyped(milliseconds: 0)
        try Screen.tell([question])
        return readLine()
    }

    /// The same for a question that lets something run: what is typed while it comes on screen is
    /// dropped too.
    static func decision(on question: SafeText) throws -> String? {
        try Screen.tell([question])
        discardTyped(milliseconds: dwellMilliseconds)
        return readLine()
    }

    private static func discardTyped(milliseconds: Int64) {
        let deadline = Deadline.after(milliseconds: milliseconds)
        var item = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
        repeat {
            tcflush(STDIN_FILENO, TCIFLUSH)
            // A terminal whose line was closed is ready at once and for ever.
            if poll(&item, 1, deadline.milliseconds) < 0 || item.revents & ~Int16(POLLIN) != 0 {
                return
            }
        } while deadline.milliseconds > 0
        tcflush(STDIN_FILENO, TCIFLUSH)
    }

    /// One line without its end and without the space around it; nil at the end of input or where
    /// the line is over its limit, which no answer is.
    private static func readLine() -> String? {
        var bytes: [UInt8] = []
        while bytes.count <= answerBytes {
            var byte: UInt8 = 0
            let count = read(STDIN_FILENO, &byte, 1)
            if count < 0, errno == EINTR { continue }
            guard count == 1 else { return nil }
            if byte == UInt8(ascii: "\n") {
                let text = bytes.split(whereSeparator: { $0 == 0x20 || $0 == 0x09 || $0 == 0x0D })
                return String(decoding: Array(text.joined(separator: [0x20])), as: UTF8.self)
            }
            bytes.append(byte)
        }
        return nil
    }
}
