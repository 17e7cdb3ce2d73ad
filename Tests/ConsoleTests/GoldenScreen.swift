import Console

/// A screen as a golden file holds it, in three parts that a person can read:
///
/// 1. the picture, row by row;
/// 2. what its cells mean: `12  .2 ~o40` says that row 12 begins with two cells of plain text, then forty
///    of the role with the mark `o` whose text came from an agent or a server (`~`); a `>` before the mark
///    is the selected row. Rows of nothing but plain text of our own are left out;
/// 3. how each meaning that is on this screen looks: in `grey` with 256 colours, and in `mono` without.
///
/// So a change of a theme shows here as well as a change of what a screen says.
struct GoldenScreen {
    /// What a cell says beside its text.
    private struct Meaning: Hashable {
        let role: Role
        let isSelected: Bool
        let isWire: Bool

        init(_ cell: Cell) {
            (role, isSelected, isWire) = (cell.role, cell.isSelected, cell.isWire)
        }

        var isPlain: Bool { role == .text && !isSelected && !isWire }
        var mark: String { "\(isSelected ? ">" : "")\(isWire ? "~" : "")\(role.mark)" }
    }

    private let grid: Grid

    init(_ grid: Grid) {
        self.grid = grid
    }

    /// The file.
    func text() throws -> String {
        let rule = String(repeating: "=", count: 4)
        let parts = [grid.text, ["\(rule) what its cells mean"], meanings, try looks, [""]]
        return parts.flatMap { $0 }.joined(separator: "\n")
    }

    private var meanings: [String] {
        (0..<grid.size.rows).compactMap { row in
            var runs: [(meaning: Meaning, count: Int)] = []
            for column in 0..<grid.size.columns {
                let meaning = Meaning(grid[row, column])
                if runs.last?.meaning == meaning {
                    runs[runs.count - 1].count += 1
                } else {
                    runs.append((meaning, 1))
                }
            }
            guard runs.contains(where: { !$0.meaning.isPlain }) else { return nil }
            let words = runs.map { "\($0.meaning.mark)\($0.count)" }.joined(separator: " ")
            return "\(Self.padded("\(row + 1)", 4))\(words)"
        }
    }

    private var looks: [String] {
        get throws {
            let themes = ThemeLibrary()
            let (grey, mono) = (try themes.theme(named: "grey"), try themes.theme(named: "mono"))
            let seen = Set(
                (0..<grid.size.rows).flatMap { row in
                    (0..<grid.size.columns).map { Meaning(grid[row, $0]) }
                })
            let heading = Self.padded("==== how they look", 22) + Self.padded("grey", 28) + "mono"
            let lines = Role.allCases.flatMap { role in
                [false, true].filter { isSelected in
                    seen.contains { $0.role == role && $0.isSelected == isSelected }
                }.map { isSelected in
                    let name = "\(isSelected ? ">" : "")\(role.mark)"
                    let looks = [(grey, ColourDepth.indexed256), (mono, .mono)].map {
                        Self.words(
                            isSelected
                                ? $0.selectedStyle(of: role, depth: $1)
                                : $0.style(of: role, depth: $1))
                    }
                    return Self.padded(name, 4) + Self.padded(role.rawValue, 18)
                        + Self.padded(looks[0], 28) + looks[1]
                }
            }
            return [heading] + lines
        }
    }

    private static func words(_ style: Style) -> String {
        let named: [(Style.Attributes, String)] = [
            (.bold, "bold"), (.dim, "dim"), (.reverse, "reverse"), (.underline, "underline"),
        ]
        let attributes = named.filter { style.attributes.contains($0.0) }.map(\.1)
        let colours = [words(style.foreground), words(style.background)].joined(separator: " on ")
        let isPlain = style.foreground == .standard && style.background == .standard
        let words = (isPlain ? [] : [colours]) + attributes
        return words.isEmpty ? "plain" : words.joined(separator: " ")
    }

    private static func words(_ colour: Colour) -> String {
        switch colour {
        case .standard: "standard"
        case .rgb(let red, let green, let blue): "\(red),\(green),\(blue)"
        case .index(let index): "\(index)"
        case .ansi(let index): "ansi\(index)"
        }
    }

    private static func padded(_ text: String, _ width: Int) -> String {
        text + String(repeating: " ", count: max(1, width - text.count))
    }
}
