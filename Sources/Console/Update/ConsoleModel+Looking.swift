import Control
import SafeText

/// What no entry tells of is asked for now and then: who is here, what is at a server, how much of a
/// budget is spent, and that an approval has gone.
extension ConsoleModel {
    /// How old what a screen of counts shows may be.
    static let countsLast: Int64 = 1_000_000_000
    /// How old the rest may be: who is here, and a budget that another screen shows.
    static let restLasts: Int64 = 5_000_000_000

    /// Asks again for what has become old; a look that is under way is not asked for twice.
    mutating func lookAgain(at now: Int64) -> [ConsoleCommand] {
        guard link.freshness(at: now) != .notLive else { return [] }
        // What rests before it goes changes within seconds, and its card says that it can be recalled.
        let rests = queue.rows.contains { $0.isListed && $0.hold.state == .approved }
        let since = now - lookedAt
        guard since >= Self.restLasts || since >= Self.countsLast && (rests || showsCounts) else {
            return []
        }
        lookedAt = now
        return ask(.status, for: .status) + (showsCounts ? ask(.runs, for: .runs) : [])
            + (rests ? ask(.holds, for: .holds) : [])
    }

    private var showsCounts: Bool {
        switch screen {
        case .live, .approvals: false
        case .tools, .runs, .servers: true
        }
    }

    /// A receipt says what can be taken back: no longer once the approval has gone.
    mutating func outdateReceipt() {
        guard let receipt, case .recall(let code)? = receipt.inverse,
            let row = queue.rows.first(where: { $0.hold.code == code })
        else { return }
        switch row.hold.state {
        case .open where row.isListed, .approved, .approvedForRetry: return
        case .open, .forwarded, .denied, .expired, .withdrawn: break
        }
        self.receipt = Receipt(
            at: receipt.at, text: "\(name: code): \(Words.state(row.hold.state))", inverse: nil)
    }
}
