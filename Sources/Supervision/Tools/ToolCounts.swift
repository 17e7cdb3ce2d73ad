import Governance

/// What became of a tool's calls in a stretch of time.
struct ToolCounts: Hashable, Sendable {
    /// Proposed by agents.
    var calls: UInt64 = 0
    /// Of these, held for a person.
    var held: UInt64 = 0
    /// Denied by the gate, a person or time, or because what they waited in ended.
    var denied: UInt64 = 0
    /// Let go and ended, with an answer or without one.
    var ended: UInt64 = 0
    /// Of these, with an error.
    var errors: UInt64 = 0

    mutating func proposed(_ ruling: Ruling) {
        calls &+= 1
        switch ruling {
        case .allow: break
        case .hold: held &+= 1
        case .deny: denied &+= 1
        }
    }

    mutating func ended(isError: Bool) {
        ended &+= 1
        if isError { errors &+= 1 }
    }

    static func + (left: ToolCounts, right: ToolCounts) -> ToolCounts {
        ToolCounts(
            calls: left.calls + right.calls, held: left.held + right.held,
            denied: left.denied + right.denied, ended: left.ended + right.ended,
            errors: left.errors + right.errors)
    }
}
