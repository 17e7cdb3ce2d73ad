/// The requests that wait for their answer, and what each was for.
package struct Requests: Hashable, Sendable {
    /// What a request was for.
    package enum Purpose: Hashable, Sendable {
        case snapshot
        /// The same once more, with entries from before.
        case backfill
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
        /// An answer to a card.
        case decision(code: String, Card.Intent)
        /// An act with an inverse.
        case act(Act)
        /// The entries of a call.
        case call(UInt64)
    }

    /// More unanswered requests than this are not sent.
    static let limit = 64

    private var next: UInt64 = 1
    private var waiting: [UInt64: Purpose] = [:]

    package init() {}

    /// Numbers a request; nil when too many wait, or the same look is under way already.
    mutating func add(_ purpose: Purpose) -> UInt64? {
        guard waiting.count < Self.limit else { return nil }
        if purpose.isLook, waiting.values.contains(purpose) { return nil }
        defer { next += 1 }
        waiting[next] = purpose
        return next
    }

    /// What an answer belongs to, once.
    mutating func take(_ number: UInt64) -> Purpose? { waiting.removeValue(forKey: number) }

    /// The acts that wait for their answer.
    var acts: [Act] {
        waiting.sorted { $0.key < $1.key }.compactMap { waiting in
            if case .act(let act) = waiting.value { act } else { nil }
        }
    }

    /// The connection is gone: nothing that waits will be answered. Gives what was under way.
    mutating func takeAll() -> [Purpose] {
        defer { waiting = [:] }
        return waiting.sorted { $0.key < $1.key }.map(\.value)
    }
}

extension Requests.Purpose {
    /// Whether it only looks: asking twice tells nothing more.
    fileprivate var isLook: Bool {
        switch self {
        case .snapshot, .backfill, .status, .holds, .runs, .tools, .card, .refresh, .call: true
        case .decision, .act: false
        }
    }
}
