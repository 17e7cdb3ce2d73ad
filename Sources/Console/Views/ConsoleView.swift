import SafeText

/// Draws the model: a pure function, so that every screen can be a file.
package struct ConsoleView {
    let model: ConsoleModel
    let now: Int64
    var grid: Grid

    /// The screen at a moment of the console's clock.
    package static func grid(of model: ConsoleModel, at now: Int64) -> Grid {
        let empty = Grid(size: model.size, isASCII: model.isASCII)
        var view = ConsoleView(model: model, now: now, grid: empty)
        view.draw()
        guard let tour = model.tour, model.tourRows > 0 else { return view.grid }
        return withTour(tour, of: model, view.grid)
    }

    private mutating func draw() {
        guard model.size.holds(.lists) else { return drawTiny() }
        drawHeader()
        drawBanner()
        drawTabs()
        switch model.screen {
        case _ where model.status == nil: drawUnknown()
        case _ where model.stopped != nil:
            if let list = model.stopped { drawStopped(list) }
        case .live:
            if let detail = model.detail { drawDetail(detail) } else { drawTail() }
        case .approvals:
            if let card = model.card {
                drawCard(card)
            } else if let group = model.group {
                drawGroup(group)
            } else {
                drawQueue()
            }
        case .tools: drawTools()
        case .runs: drawRuns()
        case .servers: drawServers()
        }
        if isStale { drawStaleEdge() }
        drawNotice()
        drawKeys()
        drawPrompt()
        if let kill = model.kill { drawKill(kill) }
    }

    /// Rows of the body: below the tabs, above the notice and the keys.
    var body: Range<Int> { 3..<(model.size.rows - 2) }

    var isStale: Bool { model.link.freshness(at: now) == .notLive }

    /// A row of the body, its label in another role than its text.
    mutating func field(_ label: SafeText, _ text: SafeText, row: Int, role: Role = .text) {
        let width = grid.put(label, row: row, column: 1, role: .dim)
        grid.put(text, row: row, column: 1 + width, role: role)
    }

    /// A rule across the screen with a title in it.
    mutating func rule(_ title: SafeText, row: Int, role: Role) {
        let line = Array(repeating: "-" as SafeText, count: model.size.columns).joined(by: "")
        grid.put(line, row: row, role: .dim)
        grid.put(" \(title) ", row: row, column: 2, role: role)
    }

    /// While nothing is known, every row of the body says so at its edge.
    private mutating func drawStaleEdge() {
        for row in body {
            grid.paint(row: row, columns: 0..<model.size.columns, role: .stale)
            grid.put("/", row: row, role: .stale)
        }
    }
}
