/// A question of the console itself, apart from cards: a text, or a key that confirms.
package enum Prompt: Hashable, Sendable {
    /// `y` does it.
    case confirm(Act)
    /// Why; Enter does it.
    case reason(Act, text: String)
    /// What of the live rows is shown; `fault` says what is wrong with what was entered.
    case filter(text: String, fault: String?)
    /// What is looked for among them.
    case search(text: String)
    /// The keys that work here.
    case help(scroll: Int)
    /// A command by its name.
    case palette(text: String, cursor: Int)
    /// `^C` again ends the console.
    case quit

    /// The most that a prompt takes, in UTF-8.
    static let textBytes = 1000
}
