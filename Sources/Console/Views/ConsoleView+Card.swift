import Control
import Governance
import SafeText

/// The card of a hold: what it is in the title, all of it in the text, and what comes next below.
extension ConsoleView {
    mutating func drawCard(_ card: Card) {
        let layout = CardLayout(size: model.size)
        drawTitle(card, row: layout.title)
        let rows = card.rows.dropFirst(card.reading.top).prefix(layout.rows)
        for (offset, text) in rows.enumerated() {
            grid.put(text, row: layout.title + 1 + offset, column: 1)
        }
        drawFoot(card, layout)
    }

    private mutating func drawTitle(_ card: Card, row: Int) {
        let hold = card.hold.summary
        let reversal: SafeText = card.hold.undo == nil ? "CANNOT BE UNDONE" : "can be undone"
        let title: SafeText =
            "\(name: hold.code)  \(Words.tier(hold.tier))  \(reversal)  \(card.seal)"
        let (state, role) = arming(card)
        rule(title, row: row, role: Self.role(of: hold.tier))
        let tag: SafeText = "[\(state)]"
        grid.put(
            tag, row: row, column: model.size.columns - tag.columns - 1, role: role)
        grid.cursor = Grid.Position(row: row, column: 2)
    }

    /// Whether an approval works by now, as far as the wait is concerned.
    private func isOpen(_ card: Card) -> Bool {
        let dwell = Card.dwell(for: card.hold.summary.tier)
        let opens = card.arming.opens(after: dwell, terminalAnswers: model.terminalAnswers)
        return opens.map { now >= $0 } ?? false
    }

    /// Whether the keys work yet, and why not.
    private func arming(_ card: Card) -> (SafeText, Role) {
        if let obstacle = model.obstacle(at: now) { return (Self.tag(obstacle), .cardWaiting) }
        if card.sent != nil { return ("SENT, no answer yet", .cardWaiting) }
        guard card.hold.summary.state == .open || card.isTurnable else {
            return (Words.state(card.hold.summary.state), .tombstone)
        }
        let dwell = Card.dwell(for: card.hold.summary.tier)
        let opens = card.arming.opens(after: dwell, terminalAnswers: model.terminalAnswers)
        guard let opens else { return ("wait: not shown yet", .cardWaiting) }
        if now < opens {
            return ("wait \((opens - now + 999_999_999) / 1_000_000_000) s", .cardWaiting)
        }
        return (card.arming.isAttested ? "ARMED" : "ARMED, unattested", .cardArmed)
    }

    static func tag(_ obstacle: ConsoleModel.Obstacle) -> SafeText {
        switch obstacle {
        case .notLive: "NOT LIVE"
        case .readOnly: "only looking"
        case .locked: "LOCKED"
        case .tooSmall: "too small to decide"
        }
    }

    private mutating func drawFoot(_ card: Card, _ layout: CardLayout) {
        let shown = min(card.rows.count, card.reading.top + layout.rows)
        let more = card.rows.count - shown
        let place: SafeText =
            more > 0
            ? "rows \(card.reading.top + 1)-\(shown) of \(card.rows.count), MORE BELOW: Space"
            : "rows \(card.reading.top + 1)-\(shown) of \(card.rows.count), the end"
        let width = grid.put(place, row: layout.foot, column: 1, role: more > 0 ? .strong : .dim)
        grid.put("   " + company(card), row: layout.foot, column: 1 + width, role: .dim)
        grid.put(left(card.hold.summary), row: layout.foot + 1, column: 1, role: .strong)
        grid.put(entry(card), row: layout.foot + 2, column: 1, role: .strong)
    }

    /// What else waits, and who else looks.
    private func company(_ card: Card) -> SafeText {
        let others = model.queue.open.count { $0.code != card.code }
        let waiting: SafeText =
            others == 0
            ? "nothing else waits"
            : "\(Words.count(others, "other call waits", "other calls wait"))"
        let here = (model.status?.operators ?? []).filter {
            $0.present > 0 && $0.name != model.you?.name
        }
        let names = here.map { SafeText(name: $0.name.text) }.joined(by: ", ")
        return "\(waiting); \(here.isEmpty ? "you alone are here" : "also here: " + names)"
    }

    /// What is left of its time, and what happens then.
    private func left(_ hold: HoldSummary) -> SafeText {
        guard hold.state == .open else {
            let by = hold.settled.map { " by \(Words.by($0.by))" as SafeText } ?? ""
            return Words.state(hold.state) + by
        }
        guard let clock = model.link.supervisorClock(at: now) else { return "time left unknown" }
        let open = Span.clock(clock.nanoseconds(until: hold.parkUntil))
        let caller: SafeText =
            hold.callerWaits
            ? "the caller waits \(Span.clock(clock.nanoseconds(until: hold.waitUntil))) more"
            : "THE CALLER HAS LEFT: approving allows it once"
        return "\(open) left, then DENIED; \(caller)"
    }

    /// What the next key does.
    private func entry(_ card: Card) -> SafeText {
        let code = SafeText(name: card.code)
        switch card.entry {
        case .none:
            let ask: SafeText = card.hold.mustJustify ? ", then why" : ""
            let word: SafeText =
                (card.word.utf8.count > 1 ? "the code \(code)" : "\(name: card.word)") + ask
            switch card.hold.summary.state {
            case .open where card.mustBeRead:
                return "read it to its end (Space), then a and \(word)   d then a digit: deny"
            case .open:
                let approve: SafeText =
                    card.hold.summary.callerWaits ? "approve" : "allow it on retry"
                // Beside the code, where the eyes are: who types now types for nothing.
                guard isOpen(card) else {
                    return "(wait) a then \(word): \(approve)   d then a digit: deny"
                }
                return "a then \(word): \(approve)   d then a digit: deny   h: more time"
            case .approved, .approvedForRetry: return "u: recall, as long as it was not sent"
            case .denied, .expired:
                return "a then \(word): allow the same call once, when it is asked again"
            case .forwarded, .withdrawn: return "nothing more to decide: n opens the next"
            }
        case .approving(let typed):
            return "APPROVE \(code): type \(name: card.word)  > \(SafeText(untrusted: typed))_"
        case .justifying(let text):
            return "WHY (the policy asks), Enter > \(SafeText(untrusted: text))_"
        case .denying:
            return """
                DENY \(code): 1 wrong target 2 too broad 3 suspicious 4 not needed 5 policy 6 words
                """
        case .denyingInWords(let text):
            return "DENY \(code) because, Enter > \(SafeText(untrusted: text))_"
        }
    }
}
