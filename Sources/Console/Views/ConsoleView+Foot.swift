import Control
import SafeText

/// The last two rows: what the console says, and the keys that work.
extension ConsoleView {
    mutating func drawNotice() {
        let row = model.size.rows - 2
        if let notice = model.notice {
            grid.put(notice.text, row: row, column: 1, role: notice.role)
        } else if let receipt = model.receipt, now - receipt.at < Self.receiptStays {
            let undo = inverse(receipt).map { "   \($0)" as SafeText } ?? ""
            // Of what was done the end may be cut; the key that takes it back may not.
            let text = receipt.text.truncated(to: model.size.columns - 2 - undo.columns)
            grid.put(text + undo, row: row, column: 1, role: .notice)
        }
    }

    /// How long a receipt is shown when nothing else is to be said.
    private static let receiptStays: Int64 = 30_000_000_000

    /// The key that takes it back, where the person is now, and what it does.
    private func inverse(_ receipt: Receipt) -> SafeText? {
        guard let inverse = receipt.inverse else { return nil }
        switch inverse {
        case .recall(let code) where model.card?.code == code: return "u: recall it"
        case .allowOnRetry(let code) where model.card?.code == code:
            return "a and its code: allow it when it is asked again"
        default: break
        }
        // `u` is of the card while one is open.
        let key: SafeText = model.place.isList ? "u" : "q and u"
        switch inverse {
        case .recall: return "\(key): recall it"
        case .allowOnRetry: return "\(key): allow it when it is asked again"
        case .allowEach: return "\(key): allow one on retry"
        case .act(.resume): return "\(key): resume"
        case .act(.pause): return "\(key): pause again"
        case .act(.freeze): return "\(key): freeze again"
        case .act(.thaw): return "\(key): let writes go again"
        case .act(.endRun), .act(.release): return nil
        }
    }

    mutating func drawKeys() {
        let keys: SafeText
        switch model.place {
        case .card:
            keys = "a approve  d deny  h more time  n/p next/previous  q back  ? help  ^X kill"
        case .group: keys = "d deny these  P pause the agent  Space read  q back  ? help  ^X kill"
        case .approvals:
            keys = "j/k move  Enter open  c same cause  . put away  ! urgent  ? help  ^X kill"
        case .detail: keys = "j/k Space PgUp read  q back  ? help  ^X kill"
        case .live:
            keys = "j/k move  Enter open  Space still  G follow  f filter  / find  ? help  ^X kill"
        case .tools: keys = "j/k move  g/G ends  1-6 screens  ? help  ^X kill"
        case .runs:
            keys = "j/k move  P pause or resume  E end run  R what is stopped  ? help  ^X kill"
        case .stopped:
            keys = "Space mark  R resume the marked  Enter release a kill  q back  ? help  ^X kill"
        case .servers: keys = "1-6 screens  ? help  ^X kill"
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
