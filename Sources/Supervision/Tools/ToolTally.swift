import Governance

/// What was seen of one tool's calls since the supervisor started.
///
/// A value of fixed size: counts, sixty minutes of counts, and two histograms of times, which take
/// their memory, some 4 KB, with the first call. Nothing of it is in the trail: a restart begins
/// anew, and whoever shows it says since when. It has no clock and needs no timer: a minute or half an
/// hour that is over is left behind by the next count, and passed over by a look before that.
struct ToolTally: Hashable, Sendable {
    private(set) var lastCall: Moment?
    private(set) var lastError: Moment?
    /// The last minutes, each in the place that is its number modulo theirs.
    private var minutes: [ToolCounts] = []
    /// What those counted that were left behind.
    private var before = ToolCounts()
    /// The number of the newest minute, its place, and the nanoseconds at which it ends.
    private var minute: Int64 = 0
    private var place = 0
    private var minuteEnds: Int64 = .min
    /// The times of the half hour `half`, and those of the one before.
    private var times = TimeHistogram()
    private var timesBefore = TimeHistogram()
    private var half: Int64 = 0
    private var halfEnds = Self.halfNanoseconds

    /// How many minutes are kept apart.
    static let minuteCount: Int64 = 60
    private static let minuteNanoseconds: Int64 = 60_000_000_000
    private static let halfNanoseconds: Int64 = 30 * minuteNanoseconds

    /// Everything since counting began.
    var total: ToolCounts { minutes.reduce(before, +) }

    /// An agent proposed a call, and the gate answered.
    mutating func proposed(_ ruling: Ruling, at now: Moment) {
        lastCall = now
        reach(now)
        minutes[place].proposed(ruling)
    }

    /// A call that was held or let go was denied after all.
    mutating func denied(at now: Moment) {
        reach(now)
        minutes[place].denied &+= 1
    }

    /// A call that was let go ended; `took` is how long its answer took in nanoseconds, nil where none
    /// came.
    mutating func ended(isError: Bool, took: Int64?, at now: Moment) {
        reach(now)
        minutes[place].ended(isError: isError)
        if isError { lastError = now }
        guard let took else { return }
        if now.nanoseconds >= halfEnds { turn(to: now.nanoseconds / Self.halfNanoseconds) }
        times.count(took)
    }

    /// The counts of the last minutes as of now, that of the minute which runs first.
    func lately(at now: Moment) -> [ToolCounts] {
        let current = max(minute, now.nanoseconds / Self.minuteNanoseconds)
        return (0..<Self.minuteCount).map { ago in
            let number = current - ago
            guard !minutes.isEmpty, number >= 0, number <= minute else { return ToolCounts() }
            return minutes[Self.place(of: number)]
        }
    }

    /// What 95 of 100 calls of this half hour and the one before did not take longer than.
    func p95(at now: Moment) -> Int64? {
        switch max(half, now.nanoseconds / Self.halfNanoseconds) - half {
        case 0: TimeHistogram.percentile(95, of: times, and: timesBefore)
        case 1: TimeHistogram.percentile(95, of: times, and: TimeHistogram())
        default: nil
        }
    }

    /// Comes to the minute of a moment. A clock that goes back, which the governed one does not, counts
    /// into the newest minute.
    private mutating func reach(_ now: Moment) {
        if now.nanoseconds >= minuteEnds { move(to: now.nanoseconds / Self.minuteNanoseconds) }
    }

    /// Leaves minutes behind; those between had no calls.
    private mutating func move(to current: Int64) {
        if minutes.isEmpty {
            minutes = Array(repeating: ToolCounts(), count: Int(Self.minuteCount))
            minute = current
        }
        // Those that come round more than once are empty from the first time on.
        let first = max(minute + 1, current - Self.minuteCount + 1)
        if first <= current {
            for number in first...current { leave(Self.place(of: number)) }
        }
        minute = current
        place = Self.place(of: current)
        minuteEnds = (current + 1) * Self.minuteNanoseconds
    }

    private mutating func leave(_ place: Int) {
        before = before + minutes[place]
        minutes[place] = ToolCounts()
    }

    private mutating func turn(to current: Int64) {
        if current == half + 1 {
            swap(&times, &timesBefore)
        } else {
            timesBefore.clear()
        }
        times.clear()
        half = current
        halfEnds = (current + 1) * Self.halfNanoseconds
    }

    private static func place(of minute: Int64) -> Int { Int(minute % minuteCount) }
}
