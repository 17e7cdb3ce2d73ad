package import Control

/// The holds of one cause as they were put on screen: a frozen list that a denial of all of them is
/// bound to. What comes later is not among them, and there is no way to approve them together.
package struct HoldGroup: Hashable, Sendable {
    package let cause: HoldCause
    /// What was open when the group was opened, as it was shown.
    package let members: [HoldSummary]
    /// When the keys begin to work.
    package var arming: Arming
    /// How many of its rows the terminal has shown.
    package var reading = Reading()
    /// Whether `d` was pressed: a digit is next.
    package var isDenying = false
    /// When it was put on screen, by the console's clock.
    package let openedAt: Int64

    /// More are not denied at once: each is a request of its own, and only so many may be under way
    /// (``Requests/limit``).
    package static let limit = 32

    /// The first of the open holds of a cause.
    package init(_ cause: HoldCause, of open: [HoldSummary], fence: UInt64, at now: Int64) {
        self.cause = cause
        members = Array(open.prefix(Self.limit))
        arming = Arming(fence: fence)
        openedAt = now
    }

    /// Whether the terminal has shown every member.
    package var isRead: Bool { reading.isWhole(of: members.count) }

    /// Whether a hold was among them when they were shown.
    package func has(_ code: String) -> Bool { members.contains { $0.code == code } }
}

/// What became of a member since it was shown.
package enum MemberState: Hashable, Sendable {
    /// It is as it was shown.
    case open
    /// It was answered, has expired or was withdrawn; nil where the supervisor lists it no more.
    case over(HoldSummary?)
    /// Another call or another tier stands behind its code: it is not what was shown.
    case changed
}

extension HoldQueue {
    /// What is known of a hold by now, beside what was shown of it.
    package func state(of shown: HoldSummary) -> MemberState {
        guard let row = rows.first(where: { $0.hold.code == shown.code }) else { return .over(nil) }
        guard row.hold.digest == shown.digest else { return .changed }
        guard row.isOpen else { return .over(row.hold.state == .open ? nil : row.hold) }
        return row.hold.tier == shown.tier ? .open : .changed
    }
}
