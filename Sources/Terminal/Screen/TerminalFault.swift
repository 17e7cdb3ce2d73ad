package import SafeText

/// Why there is no screen.
package enum TerminalFault: Error, Hashable, Sendable {
    case notATerminal
    case unknown(String)
    case cannotAddress(String)
    case refused(String)
    case noDirectColour(String)
    case noDescriptor(Int32)
    case noThread(Int32)
    case noGuard(Int32)

    /// What happened and what to do.
    package var message: SafeText {
        switch self {
        case .notATerminal:
            "standard input and output are not both a terminal; `pullcord audit tail` needs none"
        case .unknown(let name):
            "terminfo knows no terminal \(untrusted: name), nor xterm; set TERM, or install ncurses-term"
        case .cannotAddress(let name):
            "a terminal of the kind \(untrusted: name) cannot show screens; `pullcord audit tail` needs none"
        case .refused(let name):
            "ncurses could not take the terminal \(untrusted: name); try TERM=xterm-256color"
        case .noDirectColour(let name):
            "terminfo has no entry with direct colour for \(untrusted: name); install ncurses-term, or leave --truecolor away"
        case .noDescriptor(let number):
            "no descriptors left for the console (error \(Int(number))); close other programs"
        case .noThread(let number):
            "no thread can be started for the console (error \(Int(number))); close other programs"
        case .noGuard(let number):
            "the process that guards the terminal did not start (error \(Int(number)))"
        }
    }
}
