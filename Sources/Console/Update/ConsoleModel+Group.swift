import Control
import Governance
import SafeText

/// The holds of one cause: deny these, or pause their agent. Nothing here approves anything.
extension ConsoleModel {
    /// `c`: what waits for the same cause as the hold under the cursor, or on the card.
    mutating func openGroup(at now: Int64) -> [ConsoleCommand] {
        guard let hold = card?.hold.summary ?? queue.selected?.hold else {
            say("nothing waits for a person", at: now)
            return []
        }
        let open = queue.open(of: HoldCause(hold))
        guard !open.isEmpty else {
            say("nothing waits any more for the cause of \(name: hold.code)", at: now)
            return []
        }
        card = nil
        opening = nil
        group = HoldGroup(HoldCause(hold), of: open, fence: 0, at: now)
        return rearm()
    }

    mutating func scrollGroup(by rows: Int) -> [ConsoleCommand] {
        guard let group else { return [] }
        let (visible, count) = (CardLayout(size: size).rows, group.members.count)
        self.group?.reading.scroll(by: rows, visible: visible, of: count)
        guard !group.isRead else { return [] }
        let fence = newFence()
        self.group?.reading.shows(visible, of: count, fence: fence)
        return [.fence(fence)]
    }

    /// `d`: a digit is next.
    mutating func beginGroupDenial(at now: Int64) -> [ConsoleCommand] {
        guard let group, place == .group else { return [] }
        if let obstacle = obstacle(at: now) {
            say(Self.words(for: obstacle), .alarmSoon, at: now)
        } else if batch != nil {
            say("what was sent is not answered yet: nothing more was sent", at: now)
        } else if !isOpen(group.arming, at: now) {
            self.group?.arming.wasPressedEarly(at: now)
            say("ignored: pressed before this list could be read", .alarmSoon, at: now)
        } else if !group.isRead {
            say("read the list to its end first: Space, PgDn or j", .alarmSoon, at: now)
        } else {
            self.group?.isDenying = true
        }
        return []
    }

    /// Whether keys that need no more than to be seen work by now.
    func isOpen(_ arming: Arming, at now: Int64) -> Bool {
        arming.opens(after: 0, terminalAnswers: terminalAnswers).map { now >= $0 } ?? false
    }

    /// A digit denies what was shown when the group was opened, each by an answer of its own.
    mutating func typed(_ key: Key, on group: HoldGroup, at now: Int64) -> [ConsoleCommand] {
        self.group?.isDenying = false
        guard case .character(let character) = key, let digit = character.wholeNumberValue,
            (1...ControlDenial.numbered.count).contains(digit)
        else {
            say("nothing was denied", at: now)
            return []
        }
        if let obstacle = obstacle(at: now) {
            say(Self.words(for: obstacle), .alarmSoon, at: now)
            return []
        }
        return deny(group, ControlDenial.numbered[digit - 1], at: now)
    }

    private mutating func deny(
        _ group: HoldGroup, _ reason: ControlDenial, at now: Int64
    ) -> [ConsoleCommand] {
        var batch = Batch(.deny(group.cause, reason, shownAt: group.openedAt), at: now)
        var commands: [ConsoleCommand] = []
        for member in group.members {
            switch queue.state(of: member) {
            case .over: batch.wasLeft(member.code, why: "is over already")
            case .changed: batch.wasLeft(member.code, why: "is not what was shown any more")
            case .open:
                // Bound to what was on screen: its digest, its revision.
                let answer = ControlAnswer(
                    code: member.code, digest: member.digest, revision: member.revision,
                    decision: .deny(reason), channel: .terminal)
                send(.answer(answer), of: member.code, in: &batch, &commands)
            }
        }
        return commands + begin(batch, at: now)
    }
}
