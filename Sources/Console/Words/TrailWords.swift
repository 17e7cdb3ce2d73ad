/// The types of the entries that the trail writes about itself, as they stand in the trail: its own room
/// is not for a client. A test of the commands holds them equal.
package enum TrailWords {
    package static let segmentOpened = "audit.segment_opened"
    package static let stopped = "audit.stopped"
    package static let degraded = "audit.degraded"
    package static let redacted = "audit.redacted"
    package static let redactionRefused = "audit.redaction_refused"
    package static let snapshotTaken = "audit.snapshot_taken"
}
