package import Control
package import SafeText

/// Moments as lines show them.
package enum Times {
    /// `2026-11-21T10:05:00Z`.
    package static func at(_ time: WallTime) -> SafeText { SafeText(untrusted: time.description) }
}
