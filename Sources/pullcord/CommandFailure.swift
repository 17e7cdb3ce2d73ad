import Control
import SafeText

/// Why a command ended otherwise than asked: what is printed, and the status of the process.
struct CommandFailure: Error {
    /// The status of the process.
    let status: CommandStatus
    /// What happened and what to do, in a line or a few.
    let lines: [SafeText]
    /// The kind of the supervisor's refusal; nil where it is not one.
    let code: ControlFault.Code?

    init(_ status: CommandStatus, _ line: SafeText) {
        self.init(status, lines: [line])
    }

    init(_ status: CommandStatus, lines: [SafeText], code: ControlFault.Code? = nil) {
        self.status = status
        self.lines = lines
        self.code = code
    }

    /// The refusal of the supervisor. Its words may quote an agent's, so they are untrusted here.
    init(_ fault: ControlFault) {
        let status: CommandStatus =
            switch fault.code {
            case .notPermitted: .notPermitted
            case .notFound: .notFound
            case .stale, .settled: .stale
            case .mustJustify: .usage
            default: .refused
            }
        self.init(
            status, lines: [SafeText(untrusted: fault.description)], code: fault.code)
    }

    /// An answer that does not belong to the question: the two sides differ.
    static var unexpectedReply: CommandFailure {
        CommandFailure(
            .refused,
            "the supervisor gave an answer of another kind; use the pullcord of its version")
    }

    /// All of it in one line.
    var words: SafeText { lines.joined(by: "; ") }
}
