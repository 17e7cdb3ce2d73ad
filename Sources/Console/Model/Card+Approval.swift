import Control
import Governance
import SafeText

/// What must be so before a card can be approved; the supervisor checks the same again.
extension Card {
    /// Whether an approval turns a denial around: the same call is then allowed once, when the agent
    /// asks again.
    package var isTurnable: Bool {
        hold.summary.state == .denied || hold.summary.state == .expired
    }

    /// Whether the terminal has shown every row of it.
    package var isRead: Bool { reading.isWhole(of: rows.count) }

    /// Whether rows that the terminal has not shown yet are all that stands in the way of an approval.
    package var mustBeRead: Bool { hold.summary.tier == .critical && !isRead }

    private var unread: SafeText { "\(rows.count - reading.seen) of \(rows.count)" }

    var canBeApproved: Bool { obstacle == nil }

    var whyNotApproved: SafeText { obstacle ?? "" }

    private var obstacle: SafeText? {
        let code = SafeText(name: code)
        guard hold.summary.state == .open || isTurnable else {
            return "\(code) does not wait any more"
        }
        if hold.summary.paused != nil {
            let agent = SafeText(name: hold.summary.agent.text)
            return "\(agent) is paused: resume it first, R on a list, or P on Runs"
        }
        if hold.isWithoutArguments {
            return "the arguments of \(code) are gone: it can only be denied"
        }
        if hold.summary.tier >= .high, !hold.isWhole {
            return "not all arguments of \(code) can be shown: it can only be denied"
        }
        if hold.summary.tier == .critical {
            if hold.argumentBytes > HoldView.readableBytes {
                return "\(code) has more than can be read: it can only be denied"
            }
            if mustBeRead {
                return
                    "read the arguments to their end first: Space, PgDn or j; \(unread) rows not shown yet"
            }
        }
        return nil
    }
}
