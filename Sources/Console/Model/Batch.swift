package import Control

/// Several requests that one confirmation sent, each with its own answer: what was done is told when
/// all of them are answered.
package struct Batch: Hashable, Sendable {
    /// What was asked of each.
    package enum Kind: Hashable, Sendable {
        /// Denials of a group, for one reason; when its list was put on screen.
        case deny(HoldCause, ControlDenial, shownAt: Int64)
        /// The marked agents may call again.
        case resume
    }

    package let kind: Kind
    /// When it was sent.
    package let sentAt: Int64
    /// The names, codes or agents, that are not answered yet.
    package private(set) var waiting: Set<String> = []
    /// Those that were done, in the order of their answers.
    package private(set) var done: [String] = []
    /// Those that were not, and why: refused, over before, or changed since they were shown.
    package private(set) var left: [Left] = []

    /// One of which nothing became.
    package struct Left: Hashable, Sendable {
        package let name: String
        package let why: String
    }

    init(_ kind: Kind, at now: Int64) {
        self.kind = kind
        sentAt = now
    }

    /// Whether all that was sent is answered.
    package var isOver: Bool { waiting.isEmpty }

    mutating func wasSent(_ name: String) { waiting.insert(name) }

    mutating func wasLeft(_ name: String, why: String) {
        waiting.remove(name)
        left.append(Left(name: name, why: why))
    }

    mutating func wasDone(_ name: String) {
        if waiting.remove(name) != nil { done.append(name) }
    }
}
