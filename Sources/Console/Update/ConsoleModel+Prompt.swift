import Control
import Query
import SafeText

/// Questions of the console itself.
extension ConsoleModel {
    mutating func pressed(_ key: Key, on prompt: Prompt, at now: Int64) -> [ConsoleCommand] {
        switch prompt {
        case .confirm(let act):
            guard key == .character("y") else { return cancel(at: now) }
            guard mayConfirm(at: now) else { return [] }
            return confirmed(act, reason: "", at: now)
        case .resume(let names):
            guard key == .character("y") else { return cancel(at: now) }
            guard mayConfirm(at: now) else { return [] }
            return resume(names, at: now)
        case .release(let scope, let typed): typedRelease(key, scope, typed, at: now)
        case .reason(let act, let text):
            switch key.edit(text, limit: Prompt.textBytes) {
            case .changed(let text): self.prompt = .reason(act, text: text)
            case .entered:
                // As on the command line: the record wants to know why.
                guard text.contains(where: { !$0.isWhitespace }) else { return [] }
                return confirmed(act, reason: text, at: now)
            case .cancelled: return cancel(at: now)
            case .ignored: break
            }
        case .filter(let text, _): return enterFilter(key, text, at: now)
        case .search(let text): enterSearch(key, text, at: now)
        case .export(let directory, let format):
            return enterExport(key, directory, format, at: now)
        case .quit:
            guard key == .control("c") else { return cancel(at: now) }
            return [.quit]
        case .help(let scroll):
            pressedOnHelp(key, scroll)
        case .palette(let text, let cursor):
            return pressedOnPalette(key, text, cursor, at: now)
        }
        return []
    }

    private mutating func pressedOnHelp(_ key: Key, _ scroll: Int) {
        let step: Int
        switch key {
        case .character("j"), .down: step = 1
        case .character("k"), .up: step = -1
        case .character(" "), .pageDown: step = size.rows / 2
        case .pageUp: step = -(size.rows / 2)
        default: return prompt = nil
        }
        // Never beyond what is shown last, so that the way back is as long as the way there.
        let last = ConsoleView.helpScroll(in: place, size)
        prompt = .help(scroll: min(max(0, scroll + step), last))
    }

    /// Whether the key that confirms works by now. One that was typed ahead does not, nor the beginning
    /// of a reason: who asks to pause an agent that another operator paused just now must not resume it.
    private mutating func mayConfirm(at now: Int64) -> Bool {
        guard let promptArming, isOpen(promptArming, at: now) else {
            promptArming?.wasPressedEarly(at: now)
            return false
        }
        return true
    }

    /// A filter takes effect when it is entered and can be read; an empty one shows everything.
    private mutating func enterFilter(
        _ key: Key, _ text: String, at now: Int64
    ) -> [ConsoleCommand] {
        switch key.edit(text, limit: FilterLimits.bytes) {
        case .changed(let text): prompt = .filter(text: text, fault: nil)
        case .entered:
            do throws(FilterFault) {
                let filter = try Filter(text)
                prompt = nil
                tail.show(filter.isEverything ? nil : filter, clock: clockNanoseconds(at: now))
                return tail.strayed.map { readBefore($0, isMissed: false) } ?? []
            } catch {
                prompt = .filter(text: text, fault: error.description)
            }
        case .cancelled: return cancel(at: now)
        case .ignored: break
        }
        return []
    }

    /// A search is for a text, wherever it stands.
    private mutating func enterSearch(_ key: Key, _ text: String, at now: Int64) {
        switch key.edit(text, limit: Prompt.textBytes) {
        case .changed(let text): prompt = .search(text: text)
        case .entered:
            prompt = nil
            guard !text.isEmpty else { return tail.look(for: nil) }
            tail.look(for: .finding(text))
            if !tail.find(upwards: true, clock: clockNanoseconds(at: now)) {
                say("\(SafeText(untrusted: text)) is in no row above", at: now)
            }
        case .cancelled: _ = cancel(at: now)
        case .ignored: break
        }
    }

    private mutating func pressedOnPalette(
        _ key: Key, _ text: String, _ cursor: Int, at now: Int64
    ) -> [ConsoleCommand] {
        let found = Palette.found(text, hasTour: tour != nil)
        switch key {
        case .up: prompt = .palette(text: text, cursor: max(0, cursor - 1))
        case .down: prompt = .palette(text: text, cursor: min(cursor + 1, max(0, found.count - 1)))
        default:
            switch key.edit(text, limit: Prompt.textBytes) {
            case .changed(let text): prompt = .palette(text: text, cursor: 0)
            case .entered:
                prompt = nil
                guard found.indices.contains(cursor) else { return cancel(at: now) }
                return run(found[cursor], at: now)
            case .cancelled: return cancel(at: now)
            case .ignored: break
            }
        }
        return []
    }

    /// A command from the palette; what decides needs its own keys on its own card.
    private mutating func run(_ verb: Verb, at now: Int64) -> [ConsoleCommand] {
        guard !verb.isDecision else {
            say("\(name: verb.rawValue) is done on the card, with its keys", at: now)
            return []
        }
        return verb == .quit ? [.quit] : perform(verb, at: now)
    }

    private mutating func cancel(at now: Int64) -> [ConsoleCommand] {
        prompt = nil
        say("nothing was done", at: now)
        return []
    }

    private mutating func confirmed(
        _ act: Act, reason: String, at now: Int64
    ) -> [ConsoleCommand] {
        prompt = nil
        if let obstacle = obstacle(at: now) {
            say(Self.words(for: obstacle), .alarmSoon, at: now)
            return []
        }
        let commands = ask(act.request(reason: reason), for: .act(act))
        if commands.isEmpty {
            say("too much waits for the supervisor's answer: nothing was sent", .alarmSoon, at: now)
        }
        return commands
    }

    /// Why nothing can be decided here.
    static func words(for obstacle: Obstacle) -> SafeText {
        switch obstacle {
        case .notLive: "NOT LIVE: nothing can be decided before the supervisor is heard again"
        case .readOnly: "this console was started with --read-only: it only looks"
        case .locked: "this console is locked; L on a list unlocks it"
        case .tooSmall: "deciding needs 80 columns and 24 rows: make the terminal larger"
        }
    }
}
