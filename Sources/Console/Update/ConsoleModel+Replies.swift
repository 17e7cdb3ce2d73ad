import Control
import Governance
import SafeText

/// What the supervisor answers.
extension ConsoleModel {
    mutating func replied(
        _ number: UInt64, _ reply: ControlReply, at now: Int64
    ) -> [ConsoleCommand] {
        link.heard(at: now)
        guard let purpose = requests.take(number) else { return [] }
        if case .fault(let fault) = reply { return refused(purpose, fault, at: now) }
        switch (purpose, reply) {
        case (.snapshot, .snapshot(let view)):
            return snapshot(view, at: now) + followCard()
        case (.page(let before, let isMissed), .entries(let view)):
            return page(view, before: before, isMissed: isMissed, at: now)
        case (.status, .status(let view)):
            status = view
            link.heard(clock: view.host.now, at: now)
            return []
        case (.holds, .holds(let view)): return merge(view, at: now) + followCard()
        case (.runs, .runs(let view)):
            runs = view
            return []
        case (.tools(let place, let row), .tools(let view)):
            took(view, place: place, row: row, at: now)
            return []
        case (.card(let code), .hold(let view)): return show(view, for: code, at: now)
        case (.refresh(let code), .hold(let view)): return refresh(view, for: code, at: now)
        case (.decision(let code, let intent, let shownAt, let sentAt), .settled(let view)):
            countDecision(intent, shownAt: shownAt, sentAt: sentAt)
            return settled(view, code, intent, at: now)
        case (.ofBatch(let name), .settled), (.ofBatch(let name), .done):
            return didOfBatch(name, reply, at: now)
        case (.call(let call), .entries(let view)):
            if screen == .live { detail = Detail(call, view, columns: size.columns - 2) }
            if isASCII { detail?.layInASCII(columns: size.columns - 2) }
            return []
        case (.rule(let call), .entries(let view)): return rule(of: call, view, at: now)
        case (.act(let act), .done(let view)): return done(act, view, at: now)
        default:
            say("the supervisor answered something else than was asked", .alarmSoon, at: now)
            return []
        }
    }

    /// Looks again at a card whose row is not what it shows: more time, one approval of two, a pause.
    private mutating func followCard() -> [ConsoleCommand] {
        guard let card, card.sent == nil,
            let row = queue.rows.first(where: { $0.hold.code == card.code })
        else { return [] }
        guard !card.isOf(row.hold) else {
            self.card?.takeTimes(of: row.hold)
            return []
        }
        return ask(.hold(code: card.code), for: .refresh(code: card.code))
    }

    /// A hold becomes the card on screen.
    private mutating func show(
        _ view: HoldView, for code: String, at now: Int64
    ) -> [ConsoleCommand] {
        guard opening == code else { return [] }
        opening = nil
        queue.select(code)
        show(.approvals)
        return put(view, at: now)
    }

    /// The hold of the card has changed: another card takes its place, and its keys wait anew.
    private mutating func refresh(
        _ view: HoldView, for code: String, at now: Int64
    ) -> [ConsoleCommand] {
        guard let old = card, old.code == code, old.sent == nil else { return [] }
        queue.merge(view.summary)
        guard !old.isOf(view) else {
            card?.takeTimes(of: view.summary)
            return []
        }
        let isMine = old.isAnswered
        let commands = put(view, at: now)
        let was = old.hold.summary.state
        let state = view.summary.state
        if isMine {
            // The receipt says it.
        } else if was == .open, state != .open {
            let by = view.summary.settled.map { " by \(name: $0.by)" as SafeText } ?? ""
            say(
                "\(name: code) was decided\(by) before you: \(name: state.rawValue)", .alarmSoon,
                at: now)
        } else if state == .open {
            say("\(name: code) has changed: read it again", .alarmSoon, at: now)
        }
        return commands
    }

    private mutating func settled(
        _ view: SettledView, _ code: String, _ intent: Card.Intent, at now: Int64
    ) -> [ConsoleCommand] {
        queue.merge(view.hold)
        receipt = Receipt(
            at: now, text: Self.text(of: intent, view, code),
            inverse: Self.inverse(of: intent, view.hold))
        var commands = ask(.holds, for: .holds)
        if card?.code == code {
            card?.sent = nil
            card?.isAnswered = intent.isDecision
            commands += ask(.hold(code: code), for: .refresh(code: code))
        }
        return commands
    }

    /// A decision counts from when its card was put on screen to its last key, wherever the person is
    /// when its answer comes.
    private mutating func countDecision(_ intent: Card.Intent, shownAt: Int64, sentAt: Int64) {
        switch intent {
        case .approve: vitals.decided(isApproval: true, shownAt: shownAt, at: sentAt)
        case .deny: vitals.decided(isApproval: false, shownAt: shownAt, at: sentAt)
        case .extend, .recall: break
        }
    }

    private static func text(
        of intent: Card.Intent, _ view: SettledView, _ code: String
    ) -> SafeText {
        let text: SafeText = "\(name: code): \(SafeText(untrusted: view.message))"
        guard intent == .extend else { return text }
        let open = SafeText(untrusted: view.hold.parkUntil.clock)
        let wait = SafeText(untrusted: view.hold.waitUntil.clock)
        return view.hold.callerWaits
            ? "\(text), until \(open)Z; its caller waits until \(wait)Z"
            : "\(text), until \(open)Z"
    }

    private static func inverse(
        of intent: Card.Intent, _ hold: HoldSummary
    ) -> Receipt.Inverse? {
        switch intent {
        case .approve where hold.state == .approved || hold.state == .approvedForRetry:
            .recall(code: hold.code)
        case .deny: .allowOnRetry(code: hold.code)
        case .approve, .extend, .recall: nil
        }
    }

    private mutating func done(
        _ act: Act, _ view: DoneView, at now: Int64
    ) -> [ConsoleCommand] {
        let standing = view.standing.map { ". \(SafeText(untrusted: $0))" as SafeText }
        receipt = Receipt(
            at: now, text: "\(SafeText(untrusted: view.message))\(standing.joined(by: ""))",
            inverse: act.inverse.map { .act($0) })
        return ask(.status, for: .status) + ask(.runs, for: .runs) + ask(.holds, for: .holds)
    }

    /// A request was refused: the supervisor's words say what to do next.
    private mutating func refused(
        _ purpose: Requests.Purpose, _ fault: ControlFault, at now: Int64
    ) -> [ConsoleCommand] {
        if case .ofBatch(let name) = purpose { return refusedOfBatch(name, fault, at: now) }
        say("\(SafeText(untrusted: fault.description))", .alarmSoon, at: now)
        switch purpose {
        case .card(let code):
            if opening == code { opening = nil }
            return ask(.holds, for: .holds)
        case .decision(let code, _, _, _):
            guard card?.code == code else { return ask(.holds, for: .holds) }
            card?.sent = nil
            return ask(.hold(code: code), for: .refresh(code: code)) + ask(.holds, for: .holds)
        default: return []
        }
    }
}
