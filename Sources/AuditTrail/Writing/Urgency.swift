/// How soon entries must be durable.
package enum Urgency: Sendable {
    /// At once: somebody waits for it. Takes everything queued with it.
    case now
    /// Within 20 ms or 128 entries, or with the next entry that is urgent.
    case soon
}
