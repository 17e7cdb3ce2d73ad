package import Control
import Governance

/// The page of tools that the console has, and where its cursor stands on the screen.
///
/// The cursor is a name, and its row on the screen stays: when the policy gains or loses tools, what is
/// above and below moves, and what is under the cursor does not.
package struct ToolTable: Hashable, Sendable {
    /// What the supervisor said last; nil before it did.
    package private(set) var view: ToolsView?
    /// The row of the list that the cursor is on.
    var row = 0
    /// What the supervisor was asked for last.
    var asked: Asked?

    /// A page that was asked for: around which tool, how large, and when by the console's clock.
    struct Asked: Hashable, Sendable {
        let tool: ToolName?
        let count: Int
        let at: Int64
    }

    /// How old a page may become while it is looked at.
    static let refreshes: Int64 = 1_000_000_000

    package init() {}

    mutating func take(_ view: ToolsView) { self.view = view }

    /// The number of a tool among all; nil where it is not in the page.
    func place(of tool: ToolName?) -> Int? {
        guard let view else { return nil }
        return view.tools.firstIndex { $0.tool == tool }.map { view.from + $0 }
    }

    /// What is in a place; nil where the page does not reach it.
    package subscript(place: Int) -> ToolView? {
        guard let view, view.tools.indices.contains(place - view.from) else { return nil }
        return view.tools[place - view.from]
    }

    /// The places that a list of so many rows shows with the cursor on a tool.
    func shown(_ tool: ToolName?, rows: Int) -> Range<Int> {
        let total = view?.total ?? 0
        let wanted = (place(of: tool) ?? 0) - min(row, rows - 1)
        let top = max(0, min(wanted, total - rows))
        return top..<min(total, top + rows)
    }

    /// Whether the page holds all of these places.
    func holds(_ places: Range<Int>) -> Bool {
        guard let view else { return false }
        return places.isEmpty
            || (places.lowerBound >= view.from
                && places.upperBound <= view.from + view.tools.count)
    }
}
