/// The requests that wait for their answer, and what each was for.
package struct Requests: Hashable, Sendable {
    /// What a request was for.
    package enum Purpose: Hashable, Sendable {
        case snapshot
        /// Entries before a number; `isMissed` where they are read unasked, because they were not
        /// seen as they came.
        case page(before: UInt64, isMissed: Bool)
        case status
        case holds
        case runs
        /// A page of the tools; `place` is the number of the one that the cursor goes to, with its row
        /// on screen, and nil where it stays.
        case tools(place: Int?, row: Int)
        /// A hold, to be put on screen as a card.
        case card(code: String)
        /// A hold that is on screen and has changed.
        case refresh(code: String)
        /// An answer to a card, when that was put on screen, and when it was answered.
        case decision(code: String, Card.Intent, shownAt: Int64, sentAt: Int64)
        /// One of several that were sent together: the code or the agent that it is about.
        case ofBatch(String)
        /// An act with an inverse.
        case act(Act)
        /// The entries of a call.
        case call(UInt64)
        /// The same, for what decided it.
        case rule(call: UInt64)
    }

    /// More unanswered requests than this are not sent.
    static let limit = 64

    /// How long an answer to a look or an act is waited for on a line that lives. The supervisor
    /// answers within milliseconds, on a stalled disk within seconds; a look that is never answered
    /// must not keep its kind from being asked again.
    static let patience: Int64 = 10_000_000_000
    /// A decision is waited for longer: its late answer counts, and the card says meanwhile that none
    /// has come (``Card/Sent/patience``).
    static let decisionPatience: Int64 = 60_000_000_000

    private struct Waiting: Hashable, Sendable {
        let purpose: Purpose
        let since: Int64
    }

    private var next: UInt64 = 1
    private var waiting: [UInt64: Waiting] = [:]
    /// The time of what is asked now.
    var now: Int64 = 0

    package init() {}

    /// Numbers a request; nil when too many wait, or the same look is under way already.
    mutating func add(_ purpose: Purpose) -> UInt64? {
        guard waiting.count < Self.limit else { return nil }
        if purpose.isLook, waiting.values.contains(where: { $0.purpose == purpose }) { return nil }
        defer { next += 1 }
        waiting[next] = Waiting(purpose: purpose, since: now)
        return next
    }

    /// What an answer belongs to, once.
    mutating func take(_ number: UInt64) -> Purpose? {
        waiting.removeValue(forKey: number)?.purpose
    }

    /// The acts that wait for their answer.
    var acts: [Act] {
        waiting.sorted { $0.key < $1.key }.compactMap { waiting in
            if case .act(let act) = waiting.value.purpose { act } else { nil }
        }
    }

    /// The connection is gone: nothing that waits will be answered. Gives what was under way.
    mutating func takeAll() -> [Purpose] {
        defer { waiting = [:] }
        return waiting.sorted { $0.key < $1.key }.map(\.value.purpose)
    }

    /// What was asked longer ago than an answer is waited for: it is not waited for any more.
    mutating func takeOverdue(at now: Int64) -> [Purpose] {
        let overdue = waiting.filter { now - $0.value.since >= $0.value.purpose.patience }
        for number in overdue.keys { waiting[number] = nil }
        return overdue.sorted { $0.key < $1.key }.map(\.value.purpose)
    }
}

extension Requests.Purpose {
    /// Whether it only looks: asking twice tells nothing more.
    fileprivate var isLook: Bool {
        switch self {
        case .snapshot, .page, .status, .holds, .runs, .tools, .card, .refresh, .call, .rule: true
        case .decision, .act, .ofBatch: false
        }
    }

    /// How long its answer is waited for.
    fileprivate var patience: Int64 {
        if case .decision = self { Requests.decisionPatience } else { Requests.patience }
    }
}
