import Control
import SafeText

/// Moments as lines show them.
enum Times {
    /// `2026-11-21T10:05:00Z`.
    static func at(_ time: WallTime) -> SafeText { SafeText(untrusted: time.description) }
}
