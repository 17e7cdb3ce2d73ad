import Control
import SafeText

/// The last two rows: what the console says, and the keys that work.
extension ConsoleView {
    mutating func drawNotice() {
        let row = model.size.rows - 2
        if let notice = model.notice {
            grid.put(notice.text, row: row, column: 1, role: notice.role)
        } else if let receipt = model.receipt, now - receipt.at < Self.receiptStays {
            let undo: SafeText = receipt.inverse == nil ? "" : "   u: \(Self.inverse(receipt))"
            // Of what was done the end may be cut; the key that takes it back may not.
            let text = receipt.text.truncated(to: model.size.columns - 2 - undo.columns)
            grid.put(text + undo, row: row, column: 1, role: .notice)
        }
    }

    /// How long a receipt is shown when nothing else is to be said.
    private static let receiptStays: Int64 = 30_000_000_000

    private static func inverse(_ receipt: Receipt) -> SafeText {
        switch receipt.inverse {
        case .recall: "recall it"
        case .allowOnRetry: "allow it when it is asked again"
        case .act(.resume): "resume"
        case .act(.pause): "pause again"
        case .act(.freeze): "freeze again"
        case .act(.thaw): "let writes go again"
        case .act, nil: ""
        }
    }

    mutating func drawKeys() {
        let keys: SafeText
        switch (model.screen, model.card != nil) {
        case (.approvals, true):
            keys = "a approve  d deny  h more time  n/p next/previous  q back  ? help  ^X kill"
        case (.approvals, false):
            keys = "j/k move  Enter open  . put away  ! most urgent  ? help  ^X kill"
        case (.live, _) where model.detail != nil:
            keys = "j/k Space PgUp read  q back  ? help  ^X kill"
        case (.live, _):
            keys = "j/k move  Enter open  Space still  G follow  f filter  / find  ? help  ^X kill"
        case (.tools, _): keys = "j/k move  g/G ends  1-6 screens  ? help  ^X kill"
        case (.runs, _): keys = "j/k move  P pause or resume  E end run  ? help  ^X kill"
        case (.servers, _): keys = "1-6 screens  ? help  ^X kill"
        }
        grid.put(keys, row: model.size.rows - 1, column: 1, role: .hint)
    }

    /// Too small for lists: what matters most, and the keys that always work.
    mutating func drawTiny() {
        let killed = model.status?.kills.isEmpty == false
        let urgent = model.alarms(at: now).first?.text ?? ""
        let lines: [SafeText] = [
            "PULLCORD \((isStale ? "NOT LIVE" : "LIVE") as SafeText) KILL \((killed ? "ON" : "off") as SafeText)",
            isStale ? "//// what is shown may be over" : urgent,
            isStale ? "HELD --" : "HELD \(model.queue.open.count)",
            "lists need 60x16, deciding needs 80x24",
            "^X kill",
        ]
        for (row, line) in lines.enumerated() { grid.put(line, row: row) }
        if let kill = model.kill { drawKill(kill) }
    }
}
