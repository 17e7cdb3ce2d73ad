package import Control
package import Governance

/// A question of the console itself, apart from cards: a text, or a key that confirms.
package enum Prompt: Hashable, Sendable {
    /// `y` does it.
    case confirm(Act)
    /// `y` resumes these agents, by name: those that were marked when it was asked.
    case resume([AgentName])
    /// The name of what a kill stops, typed whole; then the reason is asked for.
    case release(ControlScope, typed: String)
    /// Why; Enter does it.
    case reason(Act, text: String)
    /// What of the live rows is shown; `fault` says what is wrong with what was entered.
    case filter(text: String, fault: String?)
    /// What is looked for among them.
    case search(text: String)
    /// Where what is shown is written to; Tab changes how.
    case export(directory: String, Export.Format)
    /// The keys that work here.
    case help(scroll: Int)
    /// A command by its name.
    case palette(text: String, cursor: Int)
    /// `^C` again ends the console.
    case quit

    /// Whether one key confirms it.
    package var isConfirmed: Bool {
        switch self {
        case .confirm, .resume: true
        default: false
        }
    }

    /// The most that a prompt takes, in UTF-8.
    static let textBytes = 1000
}
