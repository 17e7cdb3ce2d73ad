/// What may differ between one trail and another. Durability is not among it.
package struct TrailOptions: Sendable {
    /// A payload above this is kept by its commitment only, unless it says `keeping: .always`.
    /// One MiB keeps ordinary arguments and results, and a flood from growing the disk use.
    package var keptPayloadBytes = 1 << 20
    /// No payload above this is taken at all: SQLite rows and memory have a bound too.
    package var largestPayloadBytes = 64 << 20
    /// Entries queued and not durable yet; the owner of the loop is told when there are more. It takes
    /// no calls long before (`DiskShares.all`); what is under way then may still end all at once.
    package var queuedEntries = 12_288
    /// Bytes queued and not durable yet.
    package var queuedBytes = 64 << 20
    /// Entries in one transaction: a disk whose syncs take long gets more at once, not later.
    package var entriesPerCommit = 1_024
    /// Bytes in one transaction, entries and payloads; a single larger entry goes alone.
    package var bytesPerCommit = 1 << 20
    /// How long entries that are not urgent wait for others.
    package var patience = Duration.milliseconds(20)
    /// As many as this do not wait.
    package var patienceEntries = 128
    /// How long an urgent commit waits for as many callers as came last time. Short beside a sync
    /// of most disks; without it a quick disk is synced for each caller alone.
    package var gathering = Duration.microseconds(200)
    /// With fewer entries than this in the last urgent commit there is nothing to wait for.
    package var gatheringEntries = 8
    /// While anything changed, a head is signed at least this often.
    package var signEvery = Duration.seconds(1)
    /// Urgent commits that follow a signature more closely than this leave it to a later one: a
    /// signature costs as much as four entries. Never more than `signEvery` late.
    package var signPause = Duration.milliseconds(2)
    /// Real bytes that are given up when the disk is full, so that this can be recorded.
    package var ballastBytes = 4 << 20
    /// Frames of 8 KiB in the log before they are copied into the database.
    package var logFrames: Int32 = 500
    /// The same while entries wait: the copying takes two syncs and more, which they would wait for.
    package var logFramesBehind: Int32 = 2_000
    /// A log longer than this is told of: only a reader that ends no transaction makes one.
    package var longLogBytes = 64 << 20
    /// How long a statement waits for a reader's lock at the opening and for erasures.
    package var busyMilliseconds: Int32 = 2_000

    package init() {}
}
