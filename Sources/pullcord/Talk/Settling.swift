import Console
import Control
import Governance
import SafeText

extension ControlClient {
    /// One hold with its arguments.
    func hold(_ code: String) throws(CommandFailure) -> HoldView {
        guard case .hold(let hold) = try ask(.hold(code: code)) else {
            throw CommandFailure.unexpectedReply
        }
        return hold
    }

    /// Sends what settles or changes a hold, and gives the line to print.
    func settle(_ request: ControlRequest) throws(CommandFailure) -> SafeText {
        guard case .settled(let view) = try ask(request) else {
            throw CommandFailure.unexpectedReply
        }
        return """
            \(name: view.hold.code) is \(Words.state(view.hold.state)): \
            \(SafeText(untrusted: view.message)) (entry \(view.sequence))
            """
    }

    /// Sends an act and gives the lines to print: what is so now, and what stands beside it.
    func act(_ request: ControlRequest) throws(CommandFailure) -> [SafeText] {
        guard case .done(let view) = try ask(request) else {
            throw CommandFailure.unexpectedReply
        }
        let entry = view.sequence.map { " (entry \($0))" as SafeText } ?? ""
        return ["\(SafeText(untrusted: view.message))\(entry)"]
            + view.standing.map { "  " + SafeText(untrusted: $0) }
    }
}

extension SupervisorPlace {
    /// Does one act on a connection of its own and prints what came of it.
    func act(_ request: ControlRequest) throws {
        let client = try connect()
        try Screen.tell(try client.act(request))
    }
}
