import Control
import Governance
package import SafeText

/// What the tour says: at most ``textRows`` rows of 78 columns, in words that are true of what is on
/// screen now.
extension Tour {
    /// Rows of its text, below its title.
    static let textRows = 2
    /// All its rows.
    static let rows = 1 + textRows

    /// What it is about, beside its keys.
    var title: SafeText {
        let place = (Step.allCases.firstIndex(of: step) ?? 0) + 1
        return "TOUR \(place) of \(Step.allCases.count): \(name)"
    }

    private var name: SafeText {
        switch step {
        case .look: "what you see"
        case .open: "a call waits for a person"
        case .approve: "approve it"
        case .deny: "deny one"
        case .pause: "an agent runs away"
        case .kill: "stop everything"
        case .release: "and let it go again"
        case .help: "what the keys do"
        case .leave: "the end"
        }
    }

    /// What happened, and what to try next.
    package func text(_ model: ConsoleModel) -> SafeText { outcome + next(model) }

    private var outcome: SafeText {
        switch ending {
        case .settled(let code, .denied): "\(name: code) was denied. "
        case .settled(let code, .expired): "Nobody answered \(name: code): denied. "
        case .settled(let code, .withdrawn): "\(name: code) was withdrawn. "
        case .settled(let code, nil): "\(name: code) is over. "
        case .settled(let code, _): "\(name: code) was approved. "
        case .met(let agent): "\(name: agent.text) met its budget and waits. "
        case .done, .skipped, nil: ""
        }
    }

    private func next(_ model: ConsoleModel) -> SafeText {
        switch step {
        case .look:
            """
            Agents call tools; each row says what the rules made of it. All of it runs as your own \
            user, hence UNGUARDED. Enter opens a row; q closes it.
            """
        case .open: open(model)
        case .approve: approve(model)
        case .deny: deny(model)
        case .pause:
            """
            \(name: Self.runaway.text) repeats one call without end. 5 shows the agents: select it with j, \
            then P, a reason, Enter.
            """
        case .kill:
            """
            If you cannot tell who does harm: ^X and then K stops everything, from any screen and any \
            question.
            """
        case .release:
            """
            Nothing runs until a person says so. Enter closes the dialog, R lists what is stopped: \
            Enter on the kill, everything, Enter, a reason, Enter.
            """
        case .help:
            """
            ? lists the keys of the place where you are; any key closes the list. : finds a command by \
            its name.
            """
        case .leave:
            """
            Look around as long as you like. ^C twice leaves: that ends all it started, and proves the \
            record with `pullcord audit verify`.
            """
        }
    }

    private func open(_ model: ConsoleModel) -> SafeText {
        guard let subject else { return "An agent will ask for something that takes a person." }
        return """
            The first row says HELD: \(name: subject) waits for an answer, and so does its agent. \
            2 shows what waits; Enter opens it.
            """
    }

    private func approve(_ model: ConsoleModel) -> SafeText {
        guard let card = model.card, card.code == subject else {
            return "Open \(name: subject ?? "it") once more: 2, then Enter."
        }
        return """
            Read what it will do, who asks and why it waits. The keys work once the corner says ARMED: \
            \(Self.approval(card)).
            """
    }

    /// The keys that approve a card, as its tier asks for them.
    private static func approval(_ card: Card) -> SafeText {
        card.word.utf8.count > 1
            ? "a, then the code \(name: card.word)" : "a, then \(name: card.word)"
    }

    private func deny(_ model: ConsoleModel) -> SafeText {
        guard let subject else {
            return "The next call is one to refuse; it will come in a moment."
        }
        return """
            \(name: Self.misled.text) does what a stranger's mail told it. Open \(name: subject) (2, j, \
            Enter), read it; d and then 3: suspicious.
            """
    }
}
