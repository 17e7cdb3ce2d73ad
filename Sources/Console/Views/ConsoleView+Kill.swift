import Control
import Governance
import SafeText

/// The kill switch's dialog, over the rows below the header of any screen.
extension ConsoleView {
    mutating func drawKill(_ dialog: KillDialog) {
        let width = model.size.columns
        let lines = Self.lines(of: dialog, columns: width - 6, at: now)
        let top = min(1, max(0, model.size.rows - lines.count))
        for (offset, line) in lines.enumerated() {
            let row = top + offset
            grid.put(SafeText().padded(to: width), row: row, role: .kill)
            grid.put("## " + line, row: row, width: width - 3, role: .kill)
            grid.put(" ##", row: row, column: width - 3, role: .kill)
        }
        grid.cursor = Grid.Position(row: top, column: 0)
    }

    private static func lines(
        of dialog: KillDialog, columns: Int, at now: Int64
    ) -> [SafeText] {
        switch dialog.state {
        case .armed:
            let left =
                max(0, KillDialog.armed - (now - dialog.openedAt) + 999_999_999) / 1_000_000_000
            var scopes: [SafeText] = []
            if let run = dialog.run { scopes.append("r run \(name: run)") }
            if let server = dialog.server { scopes.append("s \(Words.scope(server))") }
            if let tool = dialog.tool { scopes.append("t \(Words.scope(tool))") }
            return [
                "KILL SWITCH, \(left) s: nothing has happened yet",
                "K stops ALL calls of all agents", scopes.joined(by: "   "),
                "any other key: nothing",
            ]
        case .sent(let scope, _):
            return ["KILL SENT for \(Words.scope(scope)): NOT CONFIRMED YET"]
        case .engaged(let view, let nanoseconds):
            return engaged(view, milliseconds: nanoseconds / 1_000_000)
        case .notConfirmed(let scope, let why):
            var lines: [SafeText] = [
                "NOT CONFIRMED: \(Words.scope(scope)) may still run", "\(SafeText(untrusted: why))",
            ]
            lines += files(dialog.files, columns: columns)
            return lines + ["Esc closes this; ^X K tries again"]
        }
    }

    /// Which files are there and which are not: any one of them stops everything.
    private static func files(_ files: [KillDialog.File], columns: Int) -> [SafeText] {
        files.flatMap { file -> [SafeText] in
            let path = SafeText(untrusted: file.path)
            let parts: [SafeText] =
                file.failure.map { why in
                    ["kill file NOT MADE:", path + ":"] + SafeText(untrusted: why).words
                } ?? ["kill file made:", path]
            return Prose.rows(of: parts, columns: columns)
        }
    }

    /// What was stopped, and what was already on its way.
    private static func engaged(_ view: KilledView, milliseconds: Int64) -> [SafeText] {
        let scope = Words.scope(view.kill.scope)
        var lines: [SafeText] = [
            "ENGAGED \(SafeText(untrusted: view.latched.clock))Z for \(scope), acknowledged in \(milliseconds) ms",
            "\(Words.count(view.withdrawn, "hold", "holds")) withdrawn; \(calls(view))",
        ]
        for call in view.calls.prefix(5) {
            lines.append(
                "  c\(call.call) \(name: call.tool.description) of \(name: call.agent.text): \(state(call.state))"
            )
        }
        if view.calls.count > 5 {
            lines.append("  and \(view.calls.count - 5) more: pullcord status")
        }
        return lines + ["Esc closes this; it stays engaged until a named person releases it: R"]
    }

    private static func calls(_ view: KilledView) -> SafeText {
        view.calls.isEmpty
            ? "no call was on its way"
            : "\(Words.count(view.calls.count, "call was", "calls were")) ALREADY SENT:"
    }

    private static func state(_ state: CallView.State) -> SafeText {
        switch state {
        case .running: "no answer yet"
        case .done: "done"
        case .unknown: "unknown"
        }
    }
}
