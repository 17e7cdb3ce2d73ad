import Control
import Governance
import SafeText

/// A question of the console on the notice's row; help and palette over the body.
extension ConsoleView {
    mutating func drawPrompt() {
        guard let prompt = model.prompt else { return }
        switch prompt {
        case .confirm(let act): ask("\(Self.words(act))?  \(yes)")
        case .resume(let names):
            drawResume(names)
            ask("resume \(names.count == 1 ? "it" : "these \(names.count)" as SafeText)?  \(yes)")
        case .release(let scope, let typed):
            let name = SafeText(name: ConsoleModel.name(of: scope))
            ask("\(Self.words(.release(scope))): type \(name), Enter > \(Self.line(typed))_")
        case .reason(let act, let typed):
            let hint: SafeText = typed.isEmpty ? "why? Words, then Enter" : "why? Enter"
            ask("\(Self.words(act)): \(hint) > \(Self.line(typed))_")
        case .filter(let text, let fault):
            ask("filter, Enter > \(Self.line(text))_")
            if let fault { complain(fault) }
        case .search(let text): ask("look for, Enter > \(Self.line(text))_")
        case .export(let directory, let format): askExport(directory, format)
        case .quit: ask("end the console? ^C again: yes   any other key: no")
        case .help(let scroll): drawHelp(scroll)
        case .palette(let text, let cursor): drawPalette(text, cursor)
        }
    }

    /// The key that confirms, once the question has been on screen.
    private var yes: SafeText {
        let isOpen = model.promptArming.map { model.isOpen($0, at: now) } ?? false
        return "\(isOpen ? "y: yes" : "(wait) y: yes" as SafeText)   any other key: no"
    }

    private mutating func ask(_ text: SafeText) {
        let row = model.size.rows - 2
        grid.put(SafeText().padded(to: model.size.columns), row: row, role: .typed)
        grid.put(text, row: row, column: 1, role: .typed)
        grid.cursor = Grid.Position(row: row, column: 1)
    }

    private mutating func askExport(_ directory: String, _ format: Export.Format) {
        let count = model.export(to: directory, format)?.count ?? 0
        let form: SafeText = format == .json ? "JSON lines" : "text"
        ask(
            "write \(Words.count(count, "entry", "entries")) as \(form) (Tab) to directory, Enter > \(directory.isEmpty ? ".": Self.line(directory))_"
        )
    }

    /// What is wrong with what was entered, in the rows above it.
    private mutating func complain(_ fault: String) {
        let rows = Prose.rows(fault, columns: model.size.columns - 2).prefix(3)
        for (offset, text) in rows.enumerated() {
            let row = model.size.rows - 2 - rows.count + offset
            grid.put(SafeText().padded(to: model.size.columns), row: row, role: .alarmSoon)
            grid.put(text, row: row, column: 1, role: .alarmSoon)
        }
    }

    /// What was typed, as it is.
    static func line(_ typed: String) -> SafeText { SafeText(untrusted: typed) }

    mutating func clearBody() {
        for row in body {
            grid.put(SafeText().padded(to: model.size.columns), row: row)
        }
    }

    /// The first row that help shows when it is scrolled to its end.
    static func helpScroll(in place: Binding.Place, _ size: Size) -> Int {
        let rows = Binding.table.count { $0.places.contains(place) }
        return max(0, rows - (size.rows - 6))
    }

    private mutating func drawHelp(_ scroll: Int) {
        clearBody()
        let bindings = Binding.table.filter {
            $0.places.contains(model.place) && (model.tour != nil || !$0.verb.isOfTour)
        }
        let room = body.count - 1
        let top = min(scroll, Self.helpScroll(in: model.place, model.size))
        for (offset, binding) in bindings.dropFirst(top).prefix(room).enumerated() {
            let keys = binding.keys.map { SafeText(untrusted: $0.name) }.joined(by: " ")
            let row = body.lowerBound + offset
            grid.put(keys.fitted(to: 14), row: row, column: 2, role: .strong)
            grid.put(binding.verb.words, row: row, column: 17)
        }
        let below = bindings.count - top - room
        let more: SafeText = below > 0 ? "\(below) more: j or Space   " : ""
        grid.put(
            more + "any other key closes this; ^X K stops everything",
            row: body.upperBound - 1, column: 2, role: .dim)
    }

    private mutating func drawPalette(_ text: String, _ cursor: Int) {
        clearBody()
        let row = body.lowerBound
        grid.put(": \(Self.line(text))_", row: row, column: 1, role: .typed)
        let found = Palette.found(text, hasTour: model.tour != nil)
        guard !found.isEmpty else {
            return _ = grid.put("no command is called that", row: row + 1, column: 3, role: .dim)
        }
        let room = body.count - 1
        let top = max(0, min(cursor - room / 2, found.count - room))
        for (index, verb) in found.enumerated().dropFirst(top).prefix(room) {
            let place = row + 1 + index - top
            let keys = Binding.keys(of: verb, in: model.place).prefix(2)
            grid.put(
                SafeText(untrusted: verb.rawValue).fitted(to: 17), row: place, column: 3,
                role: .strong)
            grid.put(verb.words, row: place, column: 20)
            let names = keys.map { SafeText(untrusted: $0.name) }.joined(by: " ")
            grid.put(names, row: place, column: model.size.columns - names.columns - 1, role: .hint)
            guard index == cursor else { continue }
            grid.select(row: place)
        }
        grid.cursor = Grid.Position(row: row, column: 3 + SafeText(untrusted: text).columns)
    }

    static func words(_ act: Act) -> SafeText {
        switch act {
        case .pause(let agent): "pause \(name: agent.text)"
        case .resume(let agent): "resume \(name: agent.text)"
        case .freeze: "freeze everybody's writes"
        case .thaw: "let everybody's writes go again"
        case .endRun(let run): "end run \(name: run) and withdraw its holds"
        case .release(let scope): "release the kill of \(Words.scope(scope))"
        }
    }
}
