/// A failure of the disk or the file under an open trail. The trail takes nothing afterwards:
/// a write or sync that failed once is never tried again on the same handle, because Linux may
/// have dropped the pages and report success (audit reference, section 2.1).
package struct TrailFault: Error, Sendable, Equatable, CustomStringConvertible {
    package enum Kind: String, Sendable {
        case diskFull = "disk_full"
        case writeFailed = "write_failed"
        case syncFailed = "sync_failed"
        /// The file was deleted, renamed, replaced or written to by another.
        case fileChanged = "file_changed"
        case other = "other"
    }

    package let kind: Kind
    /// What was tried and what the system said.
    package let reason: String
    /// The first entry that did not become durable; all from here on are lost.
    package let firstLost: UInt64
    /// True when an `audit.degraded` entry could still be written.
    package let isRecorded: Bool

    package var description: String {
        let recorded = isRecorded ? "recorded as audit.degraded" : "not recorded in the trail"
        return "\(reason) (\(kind.rawValue), entries from \(firstLost) on are lost, \(recorded))"
    }
}
