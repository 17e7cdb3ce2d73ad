package import Control

/// What is known of the line to the supervisor, and so how true the screen is.
package struct Link: Hashable, Sendable {
    /// How true what is shown is.
    package enum Freshness: Hashable, Sendable {
        /// The supervisor spoke just now.
        case live
        /// It has been silent for longer than it should be, or what is shown is behind it.
        case lagging
        /// What is shown may not be so any more, and nothing can be decided.
        case notLive
    }

    /// Whether there is a connection, and why not.
    package enum State: Hashable, Sendable {
        case connected
        /// Why, and when the next attempt comes.
        case lost(why: String, retryAt: Int64)
    }

    package private(set) var state = State.lost(why: "not connected yet", retryAt: 0)
    /// When the supervisor was heard last; nil after the program was stopped, before the next word.
    package private(set) var heardAt: Int64?
    /// The same, whatever came between.
    package private(set) var lastHeardAt: Int64?
    /// By how much the entries that come are behind the supervisor, in nanoseconds.
    package private(set) var backlog: Int64 = 0
    /// Whether the feed broke off and a new picture was asked for, which has not come.
    package private(set) var catchesUp = false
    /// The supervisor's clock when it told it last, and when that was.
    private var clock: WallTime?
    private var clockAt: Int64 = 0
    /// Whether the snapshot of this connection has come.
    package private(set) var hasSnapshot = false
    /// Attempts that failed since it was there.
    package private(set) var attempts = 0

    /// The supervisor speaks every 500 ms at least.
    static let lagsAfter: Int64 = 1_500_000_000
    static let lostAfter: Int64 = 5_000_000_000
    /// Entries this much behind make a screen that lags.
    static let backlogLags: Int64 = 2_000_000_000
    /// Further behind, what lies between is left to the trail and the newest is asked for.
    static let backlogSkips: Int64 = 5_000_000_000

    package init() {}

    package mutating func connected(at now: Int64) {
        state = .connected
        heardAt = now
        lastHeardAt = now
        hasSnapshot = false
        attempts = 0
        (backlog, catchesUp) = (0, false)
    }

    package mutating func gotSnapshot() {
        hasSnapshot = true
        (backlog, catchesUp) = (0, false)
    }

    /// The newest entry that came was recorded at this time, by the supervisor's clock.
    mutating func heard(entryOf time: WallTime, at now: Int64) {
        heard(at: now)
        guard let clock else { return }
        backlog = max(0, clock.nanoseconds + (now - clockAt) - time.nanoseconds)
    }

    /// Entries are missing from here on, until a new picture comes.
    mutating func fellBehind() { catchesUp = true }

    /// The supervisor said something; `clock` where it told its time.
    package mutating func heard(clock: WallTime? = nil, at now: Int64) {
        heardAt = now
        lastHeardAt = now
        guard let clock else { return }
        self.clock = clock
        clockAt = now
    }

    package mutating func lost(why: String, retryAt: Int64) {
        state = .lost(why: why, retryAt: retryAt)
        hasSnapshot = false
        attempts += 1
    }

    /// After the machine slept or the program was stopped nothing is believed before a new picture.
    package mutating func distrust() {
        heardAt = nil
        hasSnapshot = false
    }

    package func freshness(at now: Int64) -> Freshness {
        guard case .connected = state, hasSnapshot, let heardAt else { return .notLive }
        let silence = now - heardAt
        if silence > Self.lostAfter { return .notLive }
        return silence > Self.lagsAfter || catchesUp || backlog > Self.backlogLags
            ? .lagging : .live
    }

    /// The supervisor's clock by now; nil before it told it, and while nothing is known.
    package func supervisorClock(at now: Int64) -> WallTime? {
        guard freshness(at: now) != .notLive else { return nil }
        return clock.map { WallTime(nanoseconds: $0.nanoseconds + max(0, now - clockAt)) }
    }

    /// What its clock said last.
    package var lastClock: WallTime? { clock }
}
