import Console
import SafeText
import Terminal

/// Draws a name in every role, or texts, and every event that it is told.
struct Probe: TerminalProgram {
    private let journal: Journal
    private let texts: [SafeText]
    private let depth: ColourDepth
    private let isStorm: Bool
    private var page = 0
    private var messages = 0
    private var fences: UInt64 = 0
    private var lines: [SafeText] = []
    private var size = Size.full
    private(set) var wakesAt: Int64?

    init(_ journal: Journal, texts: [SafeText], depth: ColourDepth, isStorm: Bool) {
        self.journal = journal
        self.texts = texts
        self.depth = depth
        self.isStorm = isStorm
        wakesAt = isStorm ? 0 : nil
    }

    mutating func take(_ event: TerminalEvent<Int>, at now: Int64) -> [TerminalOrder] {
        switch event {
        case .ticked:
            page += 1
            wakesAt = now + 10_000_000
            return []
        case .message(let number):
            messages = number
            return []
        default: break
        }
        let line = Journal.line(event)
        journal.note(line)
        lines = lines.suffix(2) + [SafeText(untrusted: line)]
        switch event {
        case .resized(let size): self.size = size
        case .input(.key(let key)): return press(key)
        default: break
        }
        return []
    }

    private mutating func press(_ key: Key) -> [TerminalOrder] {
        switch key {
        case .character("q"): return [.quit(0)]
        case .character("b"): return [.bell]
        case .character("c"): return [.copy(Array("copied".utf8))]
        case .character("w"): return [.title(WindowTitle(.killed, host: "ho\u{1b}\u{7}st"))]
        case .character("t"): return [.quit(Int32(lines[page + 1_000_000].columns))]
        case .character("n"): page += 1
        case .character("f"):
            fences += 1
            return [.fence(fences)]
        case .control("l"): return [.repaint]
        case .control("z"): return [.suspend]
        default: break
        }
        return []
    }

    func frame(size: Size, at now: Int64) -> (Grid, Look) {
        var grid = Grid(size: size)
        grid.put("pullcord terminal probe", row: 0, role: .header)
        if isStorm {
            drawStorm(&grid)
        } else if texts.isEmpty {
            drawRoles(&grid)
        } else {
            drawTexts(&grid)
        }
        for (place, line) in lines.enumerated() {
            grid.put(line, row: size.rows - 3 + place, role: .notice)
        }
        if messages > 0 { grid.put("\(messages) messages", row: 0, column: 50, role: .header) }
        grid.cursor = Grid.Position(row: size.rows - 1, column: 0)
        return (grid, ProbeLook.look(depth))
    }

    private func drawRoles(_ grid: inout Grid) {
        for (place, role) in Role.allCases.enumerated() {
            let row = 2 + place % (grid.size.rows - 5)
            let column = 1 + place / (grid.size.rows - 5) * 20
            grid.put(SafeText(name: role.rawValue), row: row, column: column, role: role)
        }
    }

    /// Twenty to a page, between marks that must stay where they are.
    private func drawTexts(_ grid: inout Grid) {
        let rows = 1..<(grid.size.rows - 3)
        let first = page * rows.count
        grid.put("page \(page)", row: 0, column: 30, role: .header)
        for (row, text) in zip(rows, texts.dropFirst(first)) {
            grid.put("|", row: row, role: .card)
            grid.put(text, row: row, column: 1, width: grid.size.columns - 2)
            grid.put("|", row: row, column: grid.size.columns - 1, role: .card)
        }
    }

    private func drawStorm(_ grid: inout Grid) {
        let letters: [SafeText] = ["a", "b", "c", "d", "e", "f", "g"]
        for row in 1..<(grid.size.rows - 3) {
            for column in 0..<grid.size.columns {
                let place = page + row * 3 + column
                grid.put(
                    letters[place % letters.count], row: row, column: column,
                    role: Role.allCases[place % Role.allCases.count])
            }
        }
    }
}
