package import Control
import Governance
package import SafeText

/// A hold as it was put on screen: a frozen copy that answers are bound to. When the hold changes,
/// another card takes its place and is armed anew.
package struct Card: Hashable, Sendable {
    /// What is shown. Its times alone follow the supervisor; anything else makes another card.
    package private(set) var hold: HoldView
    /// The rows that must be read, at the width of the screen.
    package private(set) var rows: [SafeText]
    /// When the keys begin to work.
    package var arming: Arming
    /// How far it has been read.
    package var reading = Reading()
    /// What is being typed.
    package var entry = Entry.none
    /// The answer that was sent and not replied to yet.
    package var sent: Sent?
    /// Whether this console's own answer settled it.
    package var isAnswered = false
    /// When it was put on screen, by the console's clock.
    package let openedAt: Int64

    package init(hold: HoldView, rows: [SafeText], fence: UInt64, at now: Int64) {
        self.hold = hold
        self.rows = rows
        arming = Arming(fence: fence)
        openedAt = now
    }

    /// Lays it out anew; what was read of another layout was not read of this one.
    mutating func lay(_ rows: [SafeText]) {
        self.rows = rows
        reading = Reading()
    }

    /// What a key was the beginning of.
    package enum Entry: Hashable, Sendable {
        case none
        /// `a`, and so much of the code.
        case approving(typed: String)
        /// The code was right and the policy wants the person's own words.
        case justifying(text: String)
        /// `d`: a digit is next.
        case denying
        /// `d` `6`: the reason in the person's own words.
        case denyingInWords(text: String)
    }

    /// An answer on its way.
    package struct Sent: Hashable, Sendable {
        /// The number of the request.
        let request: UInt64
        /// What was asked.
        let intent: Intent
        /// When.
        let at: Int64

        /// How long an answer is waited for before the card says that none came. The supervisor
        /// answers within milliseconds; on a stalled disk it takes seconds.
        static let patience: Int64 = 5_000_000_000
    }

    /// What a person wants with a hold.
    package enum Intent: Hashable, Sendable {
        case approve
        case deny(ControlDenial)
        case extend
        case recall

        /// Whether it settles the hold.
        var isDecision: Bool {
            switch self {
            case .approve, .deny: true
            case .extend, .recall: false
            }
        }
    }

    /// The code that names it.
    package var code: String { hold.summary.code }

    /// Whether another look at the hold shows the same card: then answers stay bound to it. A revision
    /// does not tell: an approval that rests, the first of two, or a paused agent keeps it.
    func isOf(_ other: HoldSummary) -> Bool { hold.summary.with(timesOf: other) == other }

    /// The same of a look at all of it: a policy may have come that wants words for an approval, which
    /// the summary does not tell.
    func isOf(_ other: HoldView) -> Bool {
        var mine = hold
        mine.summary = hold.summary.with(timesOf: other.summary)
        // What is around it is not of it, but for what makes an answer worth less.
        mine.host = other.host
        (mine.waiting, mine.present) = (other.waiting, other.present)
        return mine == other && hold.host.unguarded == other.host.unguarded
    }

    /// The same hold with more time.
    mutating func takeTimes(of other: HoldSummary) {
        hold.summary = hold.summary.with(timesOf: other)
    }

    /// How long it is seen at least before it can be approved, in nanoseconds.
    static func dwell(for tier: Tier) -> Int64 {
        switch tier {
        case .low, .medium: 400_000_000
        case .high: 1_500_000_000
        case .critical: 3_000_000_000
        }
    }

    /// What must be typed after `a`: all of the code at high and above; below, so much of it that the
    /// key that began the approval cannot end it by being held down.
    package var word: String {
        let code = hold.summary.code
        guard hold.summary.tier < .high else { return code }
        let begin = code.prefix { $0 == "A" }.count
        return String(code.prefix(begin + 1))
    }

    /// What names its content on screen: `rev 2 sha256 4be1a0c2`.
    package var seal: SafeText {
        let digest = hold.summary.digest.hexadecimal.prefix(8)
        return "rev \(hold.summary.revision) sha256 \(name: String(digest))"
    }
}

extension HostView {
    /// Why separation is not what it seems; nil when it is.
    var unguarded: [String]? { states.first { $0.kind == .unguarded }?.reasons }
}

extension HoldSummary {
    /// The same hold with the times of another look at it. The supervisor reads its two clocks anew for
    /// each look, so that even what happened once is told with another nanosecond every time.
    fileprivate func with(timesOf other: HoldSummary) -> HoldSummary {
        var hold = self
        hold.opened = other.opened
        hold.waitUntil = other.waitUntil
        hold.parkUntil = other.parkUntil
        for (index, approval) in zip(hold.approvals.indices, other.approvals) {
            hold.approvals[index].at = approval.at
        }
        if let act = other.settled { hold.settled?.at = act.at }
        if let act = other.paused { hold.paused?.at = act.at }
        return hold
    }
}
