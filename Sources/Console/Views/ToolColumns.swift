import Control
import Governance
import SafeText

/// The columns of the list of tools, as a screen of so many columns has room for them.
struct ToolColumns {
    private enum Column {
        case tool, tier, calls, held, denied, errors, p95, rate, state, limit, blast
    }

    private let columns: [(column: Column, width: Int)]
    /// How many signs the graph has.
    private let signs: Int

    init(_ width: Int) {
        signs = width >= 160 ? 60 : width >= 110 ? 20 : 12
        var columns: [(Column, Int)] = [
            (.tool, 0), (.tier, 9), (.calls, 6), (.held, 5), (.denied, 5), (.errors, 6),
        ]
        if width >= 80 { columns += [(.p95, 7), (.rate, signs + 3)] }
        columns.append((.state, width >= 80 ? 9 : 10))
        if width >= 110 { columns.append((.limit, 25)) }
        if width >= 160 { columns.append((.blast, 30)) }
        // The name takes what is left, beside the first column, which marks the cursor.
        columns[0].1 = max(8, width - 1 - columns.reduce(0) { $0 + $1.1 })
        self.columns = columns.map { (column: $0.0, width: $0.1) }
    }

    func putHeadings(row: Int, in grid: inout Grid) {
        put(row: row, in: &grid, role: .heading) { heading($0) }
    }

    private func heading(_ column: Column) -> SafeText {
        switch column {
        case .tool: "TOOL"
        case .tier: "TIER"
        case .calls: "CALLS"
        case .held: "HELD"
        case .denied: "DENY"
        case .errors: "ERR%"
        case .p95: "P95"
        case .rate: signs == 60 ? "CALLS BY MINUTE" : signs == 20 ? "BY 3 MINUTES" : "BY 5 MIN"
        case .state: "STATE"
        case .limit: "LIMIT, MOST USED"
        case .blast: "BLAST OF ONE CALL"
        }
    }

    func put(_ tool: ToolView, isStale: Bool, row: Int, in grid: inout Grid) {
        let state = ToolState(tool)
        put(row: row, in: &grid, role: isStale ? .dim : state.role) { column in
            isStale ? stale(column, tool) : cell(column, tool, state)
        }
        guard !isStale, let place = start(of: .rate) else { return }
        let graph = RateGraph(tool.rate, signs: signs)
        for (offset, sign) in graph.signs.enumerated() {
            grid.put(sign.text, row: row, column: place + 2 + offset, role: sign.role)
        }
    }

    /// While nothing is known no number stands there that could be taken for one of now.
    private func stale(_ column: Column, _ tool: ToolView) -> SafeText {
        switch column {
        case .tool, .tier, .blast: cell(column, tool, .normal)
        default: "--"
        }
    }

    private func cell(_ column: Column, _ tool: ToolView, _ state: ToolState) -> SafeText {
        switch column {
        case .tool: "\(name: tool.tool.description)"
        case .tier: tool.tier.map(Words.tier) ?? "none"
        case .calls: ToolNumbers.count(tool.lately.calls)
        case .held: ToolNumbers.count(tool.lately.held)
        case .denied: ToolNumbers.count(tool.lately.denied)
        case .errors: ToolNumbers.errors(tool.lately)
        case .p95: ToolNumbers.time(tool.p95Nanoseconds)
        case .rate: ""
        case .state: state.words
        case .limit: limit(tool)
        case .blast: blast(tool)
        }
    }

    /// The limit of which most is used.
    private func limit(_ tool: ToolView) -> SafeText {
        guard let most = tool.limits.max(by: { $0.percent < $1.percent }) else { return "-" }
        return ToolText.use(most)
    }

    /// `usd up to 500, 20 recipients`: the caps of the policy.
    private func blast(_ tool: ToolView) -> SafeText {
        guard !tool.blast.isEmpty else { return "none declared" }
        return tool.blast.map { quantity -> SafeText in
            let cap: SafeText = quantity.cap.map { "\(name: $0)" } ?? "any"
            return "\(cap) \(name: quantity.unit)"
        }.joined(by: ", ")
    }

    private func start(of wanted: Column) -> Int? {
        var place = 1
        for (column, width) in columns {
            if column == wanted { return place }
            place += width
        }
        return nil
    }

    /// Numbers end at the right edge of their column, with two columns before words.
    private func put(
        row: Int, in grid: inout Grid, role: Role, _ text: (Column) -> SafeText
    ) {
        var place = 1
        for (column, width) in columns {
            let text = text(column)
            switch column {
            case .tool, .tier:
                grid.put(text.truncated(to: width - 1), row: row, column: place, role: role)
            case .calls, .held, .denied, .errors, .p95:
                let text = text.truncated(to: width - 1)
                grid.put(text, row: row, column: place + width - text.columns, role: role)
            case .rate, .state, .limit, .blast:
                let indent =
                    column == .rate ? 2 : column == .state && start(of: .rate) == nil ? 1 : 0
                grid.put(
                    text.truncated(to: width - 1), row: row, column: place + indent, role: role)
            }
            place += width
        }
    }
}
