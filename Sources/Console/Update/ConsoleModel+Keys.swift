import Control
import SafeText

/// A key goes to the kill switch, then to what is asked, then to the place where the person is.
extension ConsoleModel {
    mutating func pressed(_ key: Key, at now: Int64) -> [ConsoleCommand] {
        if key == .control("x") { return armKill(at: now) }
        if let kill, kill.takesKeys { return pressedOnKill(key, kill, at: now) }
        switch Binding.verb(of: key, in: place) {
        case .repaint: return [.repaint]
        case .suspend: return [.suspend]
        default: break
        }
        if let prompt { return pressed(key, on: prompt, at: now) }
        if let card, card.entry != .none { return typed(key, on: card, at: now) }
        if let group, group.isDenying { return typed(key, on: group, at: now) }
        guard let verb = Binding.verb(of: key, in: place), tour != nil || !verb.isOfTour else {
            // The rest of what was typed with a key that was not taken must not hide why it was not.
            if let notice, notice.role == .alarmSoon, now - notice.at < Self.warningStays {
                return []
            }
            say("\(name: key.name) does nothing here; ? lists the keys", at: now)
            return []
        }
        // What was said of the key before is not of this one; a warning stays as long as it must.
        if notice?.role == .notice { notice = nil }
        return perform(verb, at: now)
    }

    /// For so long a warning is not replaced by word of a key that does nothing.
    private static let warningStays: Int64 = 2_000_000_000

    /// Where the person is.
    package var place: Binding.Place {
        if stopped != nil { return .stopped }
        return switch screen {
        case .live: detail == nil ? .live : .detail
        case .approvals: card != nil ? .card : group != nil ? .group : .approvals
        case .tools: .tools
        case .runs: .runs
        case .servers: .servers
        }
    }

    /// A paste is text where text is asked for, and nothing anywhere else.
    mutating func pasted(_ text: String, at now: Int64) -> [ConsoleCommand] {
        let line = String(
            String.UnicodeScalarView(
                text.unicodeScalars.filter { $0.value >= 0x20 && $0.value != 0x7F }))
        if case .armed? = kill?.state {
            kill = nil
            say("a paste is not a key: the kill switch was not used", at: now)
            return []
        }
        switch (prompt, card?.entry) {
        case (.reason(let act, let text)?, _):
            prompt = .reason(act, text: Self.cut(text + line))
        case (.filter(let text, _)?, _): prompt = .filter(text: Self.cut(text + line), fault: nil)
        case (.export(let directory, let format)?, _):
            prompt = .export(directory: Self.cut(directory + line), format)
        case (.search(let text)?, _): prompt = .search(text: Self.cut(text + line))
        case (nil, .justifying(let text)?): card?.entry = .justifying(text: Self.cut(text + line))
        case (nil, .denyingInWords(let text)?):
            card?.entry = .denyingInWords(text: Self.cut(text + line))
        default:
            prompt = nil
            card?.entry = .none
            group?.isDenying = false
            say("a paste is not a key: nothing was done", at: now)
        }
        return []
    }

    /// The longest beginning that a prompt takes, not cut within a character.
    private static func cut(_ text: String) -> String {
        var text = text
        while text.utf8.count > Prompt.textBytes { text.removeLast() }
        return text
    }
}

extension KillDialog {
    /// Whether keys go to it: while it is armed, and while its end is shown.
    var takesKeys: Bool {
        if case .sent = state { false } else { true }
    }
}
