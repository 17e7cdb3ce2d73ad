import Control
import SafeText

extension ConsoleModel {
    /// Takes in what happened and says what is to be done. Deterministic: time is an argument.
    /// `now` is nanoseconds of a clock that runs through sleep and never back.
    package mutating func update(_ message: ConsoleMessage, at now: Int64) -> [ConsoleCommand] {
        let wasCovered = isCardCovered
        let commands = take(message, at: now) + lookAtTools(at: now)
        queue.reveal(in: ConsoleView.queueRows(size))
        // What was under something else was not seen: it is on screen from now on.
        return wasCovered && !isCardCovered ? commands + rearm() : commands
    }

    private mutating func take(_ message: ConsoleMessage, at now: Int64) -> [ConsoleCommand] {
        switch message {
        case .key(let key): return pressed(key, at: now)
        case .pasted(let text): return pasted(text, at: now)
        case .resized(let size):
            self.size = size
            layCard()
            detail?.lay(columns: size.columns - 2)
            return rearm()
        case .painted(let fence):
            painted(fence, at: now)
            return []
        case .fenceAnswered(let fence):
            fenceAnswered(fence, at: now)
            return []
        case .focused: return rearm()
        case .resumed:
            link.distrust()
            return [.repaint] + rearm()
        case .ticked: return ticked(at: now)
        case .connected(let welcome):
            // Asked before there is a card, so that it is known by then whether this terminal answers.
            return connected(welcome, at: now) + (card == nil ? [.fence(newFence())] : [])
        case .replied(let number, let reply): return replied(number, reply, at: now)
        case .beat(let clock, _):
            link.heard(clock: clock, at: now)
            return []
        case .entries(let rows): return entries(rows, at: now)
        case .fellBehind(let next, let why): return fellBehind(next: next, why: why, at: now)
        case .disconnected(let why, let retryAt):
            return lost(why: why, retryAt: retryAt, at: now)
        case .kill(let report): return killed(report, at: now)
        }
    }

    private mutating func painted(_ fence: UInt64, at now: Int64) {
        guard !isCardCovered else { return }
        card?.arming.wasPainted(fence, at: now)
        // A terminal that answers is believed; of another that is all that can be known.
        if !terminalAnswers { card?.reading.wasShown(fence) }
    }

    private mutating func fenceAnswered(_ fence: UInt64, at now: Int64) {
        terminalAnswers = true
        guard !isCardCovered else { return }
        card?.arming.wasAnswered(fence, at: now)
        card?.reading.wasShown(fence)
    }

    /// Whether something lies over rows of the card, so that a frame does not show it.
    private var isCardCovered: Bool {
        guard card != nil else { return false }
        if let kill, kill.takesKeys { return true }
        switch prompt {
        case .help, .palette: return true
        case .confirm, .reason, .filter, .search, .quit, nil: return false
        }
    }

    /// The line is gone, and with it what was asked: what was begun is not sent over another line.
    private mutating func lost(why: String, retryAt: Int64, at now: Int64) -> [ConsoleCommand] {
        let acts = requests.acts
        opening = nil
        card?.entry = .none
        let commands = disconnected(why: why, retryAt: retryAt, at: now)
        if let act = acts.first {
            say(
                "\(ConsoleView.words(act)) was not confirmed: see whether it is so when the line is back",
                .alarmSoon, at: now)
        }
        return commands
    }

    /// The card is shown anew: keys that were pressed before are for something else.
    mutating func rearm() -> [ConsoleCommand] {
        guard let card else { return [] }
        let fence = newFence()
        self.card?.arming = Arming(fence: fence)
        self.card?.entry = .none
        let visible = CardLayout(size: size).rows
        self.card?.reading.shows(visible, of: card.rows.count, fence: fence)
        return [.fence(fence)]
    }

    /// A hold comes on screen: nothing that was typed before can answer it.
    mutating func put(_ hold: HoldView, at now: Int64) -> [ConsoleCommand] {
        card = Card(hold: hold, rows: rows(of: hold), fence: 0, at: now)
        return rearm()
    }

    /// The text of the card has another width.
    private mutating func layCard() {
        guard let hold = card?.hold else { return }
        let rows = rows(of: hold)
        card?.lay(rows)
    }

    private func rows(of hold: HoldView) -> [SafeText] {
        CardText(hold, for: you?.name, columns: size.columns - 2).body
    }

    mutating func say(_ text: SafeText, _ role: Role = .notice, at now: Int64) {
        notice = Notice(text: text, role: role, at: now)
    }

    /// Sends a request; a look that is under way is not asked for twice. Without a line nothing is
    /// asked: nobody would answer, and the look would count as under way for ever.
    mutating func ask(
        _ request: ControlRequest, for purpose: Requests.Purpose
    ) -> [ConsoleCommand] {
        guard link.state == .connected else { return [] }
        return requests.add(purpose).map { [.ask(number: $0, request)] } ?? []
    }

    private mutating func ticked(at now: Int64) -> [ConsoleCommand] {
        tickedAt = now
        if let notice, now - notice.at > Notice.stays { self.notice = nil }
        return killTicked(at: now) + answerOverdue(at: now) + lookAgain(at: now)
    }

    /// No answer came to what was sent: says so, once, and looks what became of it. A late one counts.
    private mutating func answerOverdue(at now: Int64) -> [ConsoleCommand] {
        guard let card, let sent = card.sent, now - sent.at >= Card.Sent.patience else { return [] }
        self.card?.sent = nil
        say(
            "\(name: card.code): the supervisor did not answer; whether it counted is not known",
            .alarmSoon, at: now)
        return ask(.hold(code: card.code), for: .refresh(code: card.code))
    }
}
