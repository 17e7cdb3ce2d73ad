import Control
import Governance
import SafeText

/// The keys of a card. They decide the card that is on screen, once the terminal has shown it, and
/// nothing else.
extension ConsoleModel {
    /// A key while something is being typed on the card.
    mutating func typed(_ key: Key, on card: Card, at now: Int64) -> [ConsoleCommand] {
        switch card.entry {
        case .approving(let typed): typedCode(key, typed, card, at: now)
        case .justifying(let text): typedJustification(key, text, card, at: now)
        case .denying: pressedReason(key, card, at: now)
        case .denyingInWords(let text): typedReason(key, text, card, at: now)
        case .none: []
        }
    }

    /// The beginning of a decision.
    mutating func decide(_ verb: Verb, at now: Int64) -> [ConsoleCommand] {
        guard let card, place == .card else { return [] }
        switch verb {
        case .approve: return beginApproval(card, at: now)
        case .deny: return beginDenial(card, at: now)
        case .extend: return extend(card, at: now)
        case .recall: return recall(card, at: now)
        default: return []
        }
    }

    /// Rows that were not on screen before are followed by a question to the terminal.
    mutating func scrollCard(by rows: Int) -> [ConsoleCommand] {
        guard let card else { return [] }
        let visible = CardLayout(size: size).rows
        self.card?.reading.scroll(by: rows, visible: visible, of: card.rows.count)
        return askWhetherShown()
    }

    /// The frame that comes next shows some rows of the card for the first time.
    mutating func askWhetherShown() -> [ConsoleCommand] {
        guard let card, !card.isRead else { return [] }
        let fence = newFence()
        let visible = CardLayout(size: size).rows
        self.card?.reading.shows(visible, of: card.rows.count, fence: fence)
        return [.fence(fence)]
    }

    /// Whether keys that decide work on this card now; if not, says why and restarts its wait.
    private mutating func mayDecide(_ card: Card, after dwell: Int64, at now: Int64) -> Bool {
        if let obstacle = obstacle(at: now) {
            say(Self.words(for: obstacle), .alarmSoon, at: now)
            return false
        }
        if card.sent != nil {
            say("\(name: card.code): your answer is on its way", at: now)
            return false
        }
        if let opening, opening != card.code {
            say("\(name: opening) is being opened: nothing was decided", at: now)
            return false
        }
        guard let opens = card.arming.opens(after: dwell, terminalAnswers: terminalAnswers),
            now >= opens
        else {
            self.card?.arming.wasPressedEarly(at: now)
            say("ignored: pressed before this card could be read", .alarmSoon, at: now)
            return false
        }
        return true
    }

    private mutating func beginApproval(_ card: Card, at now: Int64) -> [ConsoleCommand] {
        let tier = card.hold.summary.tier
        guard mayDecide(card, after: Card.dwell(for: tier), at: now) else { return [] }
        guard card.canBeApproved else {
            say(card.whyNotApproved, .alarmSoon, at: now)
            return []
        }
        self.card?.entry = .approving(typed: "")
        return []
    }

    private mutating func typedCode(
        _ key: Key, _ typed: String, _ card: Card, at now: Int64
    ) -> [ConsoleCommand] {
        if key == .backspace, !typed.isEmpty {
            self.card?.entry = .approving(typed: String(typed.dropLast()))
            return []
        }
        guard case .character(let character) = key, character.isASCII else {
            return stopEntry("nothing was approved", at: now)
        }
        let soFar = typed + character.uppercased()
        guard card.word.hasPrefix(soFar) else {
            return stopEntry(
                "\(SafeText(untrusted: soFar)) is not \(name: card.code): nothing was approved",
                at: now)
        }
        self.card?.entry = .approving(typed: soFar)
        guard soFar.utf8.count == card.word.utf8.count else { return [] }
        if card.hold.mustJustify {
            self.card?.entry = .justifying(text: "")
            return []
        }
        return send(.approve, card, justification: nil, at: now)
    }

    private mutating func typedJustification(
        _ key: Key, _ text: String, _ card: Card, at now: Int64
    ) -> [ConsoleCommand] {
        switch key.edit(text, limit: ControlLimits.reasonBytes) {
        case .changed(let text): self.card?.entry = .justifying(text: text)
        case .entered where !text.isEmpty:
            return send(.approve, card, justification: text, at: now)
        case .entered: say("the policy wants your words for this approval", at: now)
        case .cancelled: return stopEntry("nothing was approved", at: now)
        case .ignored: break
        }
        return []
    }

    private mutating func beginDenial(_ card: Card, at now: Int64) -> [ConsoleCommand] {
        guard mayDecide(card, after: 0, at: now) else { return [] }
        guard card.hold.summary.state == .open else {
            say("\(name: card.code) does not wait any more", at: now)
            return []
        }
        self.card?.entry = .denying
        return []
    }

    private mutating func pressedReason(
        _ key: Key, _ card: Card, at now: Int64
    ) -> [ConsoleCommand] {
        guard case .character(let character) = key, let digit = character.wholeNumberValue,
            (1...6).contains(digit)
        else { return stopEntry("nothing was denied", at: now) }
        guard digit <= ControlDenial.numbered.count else {
            self.card?.entry = .denyingInWords(text: "")
            return []
        }
        return send(.deny(ControlDenial.numbered[digit - 1]), card, justification: nil, at: now)
    }

    private mutating func typedReason(
        _ key: Key, _ text: String, _ card: Card, at now: Int64
    ) -> [ConsoleCommand] {
        switch key.edit(text, limit: ControlLimits.reasonBytes) {
        case .changed(let text): self.card?.entry = .denyingInWords(text: text)
        case .entered where !text.isEmpty:
            return send(.deny(.text(text)), card, justification: nil, at: now)
        case .entered: say("type the reason, or press Esc", at: now)
        case .cancelled: return stopEntry("nothing was denied", at: now)
        case .ignored: break
        }
        return []
    }

    private mutating func stopEntry(_ words: SafeText, at now: Int64) -> [ConsoleCommand] {
        card?.entry = .none
        say(words, at: now)
        return []
    }

    private mutating func send(
        _ intent: Card.Intent, _ card: Card, justification: String?, at now: Int64
    ) -> [ConsoleCommand] {
        self.card?.entry = .none
        let decision: ControlAnswer.Decision
        switch intent {
        case .approve: decision = .approve
        case .deny(let reason): decision = .deny(reason)
        case .extend, .recall: return []
        }
        // Bound to what was on screen, not to what the queue knows by now.
        let summary = card.hold.summary
        return sendBound(
            .answer(
                ControlAnswer(
                    code: summary.code, digest: summary.digest, revision: summary.revision,
                    decision: decision, channel: .terminal, justification: justification)),
            intent, card, at: now)
    }

    private mutating func extend(_ card: Card, at now: Int64) -> [ConsoleCommand] {
        guard mayDecide(card, after: 0, at: now) else { return [] }
        guard card.hold.summary.state == .open else {
            say("\(name: card.code) does not wait any more", at: now)
            return []
        }
        guard isShownStill(card, at: now) else { return [] }
        return sendBound(.extend(code: card.code, nanoseconds: nil), .extend, card, at: now)
    }

    /// More time and a recall name a code and no digest. That suffices: under a code stands one call, no
    /// code is dealt again within a day's holds (``HoldCode``), and neither lets a call go. What the list
    /// tells of another call under it is a fault, and nothing is sent.
    private mutating func isShownStill(_ card: Card, at now: Int64) -> Bool {
        let row = queue.rows.first { $0.hold.code == card.code }
        if row.map({ $0.hold.digest == card.hold.summary.digest }) ?? true { return true }
        say("\(name: card.code) is not what is shown any more: look again", .alarmSoon, at: now)
        return false
    }

    private mutating func recall(_ card: Card, at now: Int64) -> [ConsoleCommand] {
        guard mayDecide(card, after: 0, at: now) else { return [] }
        switch card.hold.summary.state {
        case .approved, .approvedForRetry: break
        case .open, .forwarded, .denied, .expired, .withdrawn:
            say("\(name: card.code) has no approval that could be recalled", at: now)
            return []
        }
        guard isShownStill(card, at: now) else { return [] }
        return sendBound(.recall(code: card.code), .recall, card, at: now)
    }

    private mutating func sendBound(
        _ request: ControlRequest, _ intent: Card.Intent, _ card: Card, at now: Int64
    ) -> [ConsoleCommand] {
        // What stands in the way may have come since the first key.
        if let obstacle = obstacle(at: now) {
            say(Self.words(for: obstacle), .alarmSoon, at: now)
            return []
        }
        guard
            let number = requests.add(
                .decision(code: card.code, intent, shownAt: card.openedAt, sentAt: now))
        else {
            say("too much waits for the supervisor's answer: nothing was sent", .alarmSoon, at: now)
            return []
        }
        self.card?.sent = Card.Sent(request: number, intent: intent, at: now)
        return [.ask(number: number, request)]
    }
}
