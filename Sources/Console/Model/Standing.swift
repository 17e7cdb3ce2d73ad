import Control

/// What matters most about what the console watches, in one word: for whoever sees no more of it than the
/// title of its window.
package enum Standing: CaseIterable, Hashable, Sendable {
    /// What is shown may not be so any more.
    case notLive
    /// A kill is in force.
    case killed
    /// A call waits for a person.
    case waiting
    /// None of these.
    case live
}

extension ConsoleModel {
    /// How it stands now.
    package func standing(at now: Int64) -> Standing {
        if link.freshness(at: now) == .notLive { return .notLive }
        if status?.kills.isEmpty == false { return .killed }
        return queue.open.isEmpty ? .live : .waiting
    }
}
