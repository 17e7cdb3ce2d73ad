/// The entry types that the trail writes about itself.
package enum TrailType {
    /// The first entry of a segment: origin, number and key.
    package static let segmentOpened = "audit.segment_opened"
    /// The last entry of a clean stop.
    package static let stopped = "audit.stopped"
    /// The disk was full: what was queued is lost from `first_lost` on.
    package static let degraded = "audit.degraded"
    /// Payloads of entry `target` were erased.
    package static let redacted = "audit.redacted"
    /// An erasure was asked for and not possible.
    package static let redactionRefused = "audit.redaction_refused"
    /// Holds a state, in the payload `state`, from which a restart can go on.
    package static let snapshotTaken = "audit.snapshot_taken"
    package static let snapshotKind = "state"
}
