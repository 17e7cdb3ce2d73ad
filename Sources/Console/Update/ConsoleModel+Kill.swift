import Control
import Governance
import SafeText

/// The kill switch: `^X` and then `K`, from anywhere. It goes by a line of its own.
extension ConsoleModel {
    /// `^X`: nothing has happened yet; what `r`, `s` and `t` would stop is what is selected now.
    mutating func armKill(at now: Int64) -> [ConsoleCommand] {
        if case .sent? = kill?.state { return [] }
        let isOnHold = place == .approvals || place == .group
        let summary = card?.hold.summary ?? (isOnHold ? queue.selected?.hold : nil)
        kill = KillDialog(
            state: .armed, openedAt: now, run: summary?.run,
            tool: summary.map { .tool($0.tool) }, server: summary.map { .server($0.tool.server) })
        return []
    }

    /// A key while the dialog is open.
    mutating func pressedOnKill(
        _ key: Key, _ dialog: KillDialog, at now: Int64
    ) -> [ConsoleCommand] {
        switch dialog.state {
        case .armed: break
        case .sent: return []
        case .engaged, .notConfirmed:
            // Esc alone may wait in a terminal for what follows it.
            let closing: Set<Key> = [.escape, .enter, .character("q"), .control("g")]
            if closing.contains(key) { kill = nil }
            return []
        }
        switch key {
        case .character("K"): return trip(.everything, at: now)
        case .character("r"):
            if let run = dialog.run { return trip(.run(run), at: now) }
        case .character("s"):
            if let server = dialog.server { return trip(server, at: now) }
        case .character("t"):
            if let tool = dialog.tool { return trip(tool, at: now) }
        default: break
        }
        kill = nil
        say("the kill switch was not used", at: now)
        return []
    }

    private mutating func trip(_ scope: ControlScope, at now: Int64) -> [ConsoleCommand] {
        kill?.state = .sent(scope, at: now)
        return [.kill(scope)]
    }

    /// The kill's own line has news.
    mutating func killed(_ report: KillReport, at now: Int64) -> [ConsoleCommand] {
        guard case .sent(let scope, let sentAt)? = kill?.state else {
            if case .file(let path, let failure) = report { note(path, failure) }
            guard case .engaged(let view) = report else { return [] }
            // Late, and true all the same.
            return engagedLate(view, at: now)
        }
        switch report {
        case .sent: return []
        case .engaged(let view):
            // An earlier one's acknowledgement says nothing about this one.
            guard view.kill.scope == scope else { return engagedLate(view, at: now) }
            kill?.state = .engaged(view, afterNanoseconds: now - sentAt)
            return ask(.status, for: .status) + ask(.holds, for: .holds)
        case .failed(let why): return notConfirmed(scope, why: why)
        case .file(let path, let failure):
            note(path, failure)
            return []
        }
    }

    /// An acknowledgement that came when it was not waited for any more.
    private mutating func engagedLate(_ view: KilledView, at now: Int64) -> [ConsoleCommand] {
        if let kill, case .notConfirmed(view.kill.scope, _) = kill.state {
            self.kill?.state = .engaged(view, afterNanoseconds: now - kill.openedAt)
        } else {
            say("engaged late: the kill of \(Words.scope(view.kill.scope))", .alarmSoon, at: now)
        }
        return ask(.status, for: .status) + ask(.holds, for: .holds)
    }

    /// The arming runs out, and so does the patience with an acknowledgement.
    mutating func killTicked(at now: Int64) -> [ConsoleCommand] {
        guard let dialog = kill else { return [] }
        switch dialog.state {
        case .armed where now - dialog.openedAt >= KillDialog.armed:
            kill = nil
            say("the kill switch was not used", at: now)
            return []
        case .sent(let scope, let at) where now - at >= KillDialog.patience:
            return notConfirmed(scope, why: "the supervisor did not answer within a second")
        default: return []
        }
    }

    /// A kill of everything is tried by its file too; a file cannot stop less.
    private mutating func notConfirmed(_ scope: ControlScope, why: String) -> [ConsoleCommand] {
        kill?.state = .notConfirmed(scope, why: why)
        return scope == .everything ? [.killFiles(named: status?.killDirectories ?? [])] : []
    }

    private mutating func note(_ path: String, _ failure: String?) {
        kill?.files.removeAll { $0.path.utf8.elementsEqual(path.utf8) }
        kill?.files.append(KillDialog.File(path: path, failure: failure))
    }
}
