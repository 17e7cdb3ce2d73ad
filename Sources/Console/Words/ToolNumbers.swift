package import Control
package import SafeText

/// Numbers of a tool as rows show them, each in a few columns.
package enum ToolNumbers {
    /// `9120`, and from a million on `1.2M`.
    package static func count(_ count: Int) -> SafeText {
        guard count >= 1_000_000 else { return "\(count)" }
        return "\(count / 1_000_000).\(count / 100_000 % 10)M"
    }

    /// The share of the calls that ended with an error, in percent with one digit behind the point; `-`
    /// where none has ended.
    package static func errors(_ counts: ToolCountsView) -> SafeText {
        guard counts.ended > 0 else { return "-" }
        let tenths = counts.errors * 1000 / counts.ended
        // An error is never shown as none.
        guard tenths > 0 || counts.errors == 0 else { return "<0.1" }
        return "\(tenths / 10).\(tenths % 10)"
    }

    /// A time in two or three digits: `<1ms`, `850ms`, `2.4s`, `95s`, `10m`; `-` where there is none.
    package static func time(_ nanoseconds: Int64?) -> SafeText {
        guard let nanoseconds else { return "-" }
        let milliseconds = nanoseconds / 1_000_000
        switch milliseconds {
        case ..<1: return "<1ms"
        case ..<1000: return "\(milliseconds)ms"
        case ..<10_000: return "\(milliseconds / 1000).\(milliseconds / 100 % 10)s"
        case ..<600_000: return "\(milliseconds / 1000)s"
        default: return "\(milliseconds / 60_000)m"
        }
    }

    /// `[####......]`: how much is used, to the last whole tenth; what is full is said, too.
    package static func bar(_ percent: Int) -> SafeText {
        let filled = max(0, min(percent / 10, 10))
        let bar = (0..<10).map { ($0 < filled ? "#" : ".") as SafeText }.joined(by: "")
        return percent >= 100 ? "[\(bar)] FULL" : "[\(bar)]"
    }
}
