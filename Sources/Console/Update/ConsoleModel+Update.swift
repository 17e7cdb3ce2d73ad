import Control
import SafeText

extension ConsoleModel {
    /// Takes in what happened and says what is to be done. Deterministic: time is an argument.
    /// `now` is nanoseconds of a clock that runs through sleep and never back.
    package mutating func update(_ message: ConsoleMessage, at now: Int64) -> [ConsoleCommand] {
        requests.now = now
        let wasCovered = isCovered
        let step = tour?.step
        let commands =
            take(message, at: now) + lookAtTools(at: now) + observeTour(since: step)
        queue.reveal(in: ConsoleView.queueRows(size))
        tail.reveal(in: ConsoleView.tailRows(size))
        // What was under something else was not seen: it is on screen from now on.
        return wasCovered && !isCovered ? commands + rearm() : commands
    }

    private mutating func take(_ message: ConsoleMessage, at now: Int64) -> [ConsoleCommand] {
        switch message {
        case .key(let key): return pressed(key, at: now)
        case .pasted(let text): return pasted(text, at: now)
        case .resized(let size): return layOut(on: size, at: now)
        case .painted(let fence):
            painted(fence, at: now)
            return []
        case .fenceAnswered(let fence):
            fenceAnswered(fence, at: now)
            return []
        case .focused: return rearm()
        case .resumed: return goneOn()
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
        case .exported(let result): return exported(result, at: now)
        }
    }

    private mutating func painted(_ fence: UInt64, at now: Int64) {
        guard !isCovered else { return }
        card?.arming.wasPainted(fence, at: now)
        group?.arming.wasPainted(fence, at: now)
        promptArming?.wasPainted(fence, at: now)
        // A terminal that answers is believed; of another that is all that can be known.
        guard !terminalAnswers else { return }
        card?.reading.wasShown(fence)
        group?.reading.wasShown(fence)
    }

    private mutating func fenceAnswered(_ fence: UInt64, at now: Int64) {
        terminalAnswers = true
        guard !isCovered else { return }
        card?.arming.wasAnswered(fence, at: now)
        card?.reading.wasShown(fence)
        group?.arming.wasAnswered(fence, at: now)
        group?.reading.wasShown(fence)
        promptArming?.wasAnswered(fence, at: now)
    }

    /// Whether something lies over what is to be decided, so that a frame does not show it.
    private var isCovered: Bool {
        guard card != nil || group != nil || promptArming != nil else { return false }
        if let kill, kill.takesKeys { return true }
        switch prompt {
        case .help, .palette: return true
        default: return false
        }
    }

    /// The line is gone, and with it what was asked: what was begun is not sent over another line.
    private mutating func lost(why: String, retryAt: Int64, at now: Int64) -> [ConsoleCommand] {
        let acts = requests.acts
        opening = nil
        card?.entry = .none
        group?.isDenying = false
        let commands = disconnected(why: why, retryAt: retryAt, at: now)
        if let act = acts.first {
            say(
                "\(ConsoleView.words(act)) was not confirmed: see whether it is so when the line is back",
                .alarmSoon, at: now)
        }
        return commands
    }

    /// What is to be decided is shown anew: keys that were pressed before are for something else.
    mutating func rearm() -> [ConsoleCommand] {
        guard card != nil || group != nil || promptArming != nil else { return [] }
        let fence = newFence()
        let visible = CardLayout(size: size).rows
        if let card {
            self.card?.arming = Arming(fence: fence)
            self.card?.entry = .none
            self.card?.reading.shows(visible, of: card.rows.count, fence: fence)
        }
        if let group {
            self.group?.arming = Arming(fence: fence)
            self.group?.isDenying = false
            self.group?.reading.shows(visible, of: group.members.count, fence: fence)
        }
        if promptArming != nil { promptArming = Arming(fence: fence) }
        return [.fence(fence)]
    }

    /// A hold comes on screen: nothing that was typed before can answer it.
    mutating func put(_ hold: HoldView, at now: Int64) -> [ConsoleCommand] {
        card = Card(hold: hold, rows: rows(of: hold), fence: 0, at: now)
        return rearm()
    }

    /// The text of the card has another width.
    mutating func layCard() {
        guard let hold = card?.hold else { return }
        let rows = rows(of: hold)
        card?.lay(rows)
    }

    private func rows(of hold: HoldView) -> [SafeText] {
        let rows = CardText(hold, for: you?.name, columns: size.columns - 2).screen
        return isASCII ? Prose.inASCII(rows, columns: size.columns - 2) : rows
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
        return killTicked(at: now) + answerOverdue(at: now) + batchOverdue(at: now)
            + asksOverdue(at: now) + lookAgain(at: now)
    }

    /// What was asked on a line that lives and not answered: it is asked again where the picture needs
    /// it, and told where a person waits for it.
    private mutating func asksOverdue(at now: Int64) -> [ConsoleCommand] {
        requests.takeOverdue(at: now).flatMap { purpose -> [ConsoleCommand] in
            switch purpose {
            case .snapshot: return ask(.subscribe(from: nil), for: .snapshot)
            case .status: return ask(.status, for: .status)
            case .holds: return ask(.holds, for: .holds)
            case .runs: return ask(.runs, for: .runs)
            case .card(let code):
                guard opening == code else { return [] }
                opening = nil
                say("\(name: code) was not shown: \(Self.noAnswer)", .alarmSoon, at: now)
                return []
            case .refresh(let code):
                return card?.code == code
                    ? ask(.hold(code: code), for: .refresh(code: code)) : []
            case .act(let act):
                say(
                    "\(ConsoleView.words(act)) was not confirmed: \(Self.noAnswer)", .alarmSoon,
                    at: now)
                return ask(.status, for: .status)
            // Each of these is looked after elsewhere.
            case .decision, .ofBatch, .tools: return []
            default:
                say("nothing came: \(Self.noAnswer)", .alarmSoon, at: now)
                return []
            }
        }
    }

    private static let noAnswer: SafeText = "the supervisor did not answer; try again"

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
