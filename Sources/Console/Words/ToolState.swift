package import Control
package import SafeText

/// What is abnormal about a tool: the worst of it, in a word.
package enum ToolState: Hashable, Sendable {
    /// Its definition differs from the pinned one: its calls are denied.
    case changed
    /// The next call goes over a limit.
    case full
    /// Calls of it wait for a person.
    case waiting(Int)
    /// More than one call in a hundred of the last hour ended with an error.
    case errors
    /// Calls of the last hour were denied.
    case denied
    /// Four fifths of a limit or more are used.
    case nearLimit(percent: Int)
    case normal

    /// Judges a tool.
    package init(_ tool: ToolView) {
        let used = tool.limits.map(\.percent).max() ?? 0
        let lately = tool.lately
        if tool.pin == .drifted {
            self = .changed
        } else if used >= 100 {
            self = .full
        } else if tool.waiting > 0 {
            self = .waiting(tool.waiting)
        } else if lately.errors * Self.tolerated > lately.ended {
            self = .errors
        } else if lately.denied > 0 {
            self = .denied
        } else if used >= Self.nearPercent {
            self = .nearLimit(percent: used)
        } else {
            self = .normal
        }
    }

    /// One error in so many calls is nothing to look at.
    private static let tolerated = 100
    private static let nearPercent = 80

    /// The word of the row; empty where all is well.
    package var words: SafeText {
        switch self {
        case .changed: "CHANGED"
        case .full: "AT LIMIT"
        case .waiting(let count): "HELD \(count)"
        case .errors: "ERRORS"
        case .denied: "DENIED"
        case .nearLimit(let percent): "USED \(percent)%"
        case .normal: ""
        }
    }

    package var role: Role {
        switch self {
        case .changed: .alarmSoon
        case .full, .waiting: .held
        case .errors, .denied: .denied
        case .nearLimit: .strong
        case .normal: .text
        }
    }
}
