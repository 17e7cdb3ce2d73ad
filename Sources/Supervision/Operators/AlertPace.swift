import Governance

/// How often each kind of alert is told: a flood of one kind is told once and then counted.
struct AlertPace {
    /// Between two runs of the commands for one kind, in nanoseconds. An agent can make alerts as
    /// fast as it can call; a person who is paged once a minute knows enough.
    static let spaceNanoseconds: UInt64 = 60_000_000_000
    /// The part of a hold's life within which a person is told of it, whatever was told before.
    static let holdShare: UInt64 = 4

    /// How long a hold stands open, in nanoseconds.
    var holdNanoseconds = UInt64.max
    private var told: [Alert: UInt64] = [:]
    private var left: [Alert: Int] = [:]

    /// An alert was raised.
    ///
    /// - Returns: how many are to be told of now; nil where it is told of later.
    mutating func raise(_ alert: Alert, at boot: UInt64) -> Int? {
        left[alert, default: 0] += 1
        guard alert.isPressing || isDue(alert, at: boot) else { return nil }
        return tell(alert, at: boot)
    }

    /// What was left out and can be told of now, with its number.
    mutating func due(at boot: UInt64) -> [(alert: Alert, count: Int)] {
        left.keys.filter { isDue($0, at: boot) }.sorted { $0.rawValue < $1.rawValue }
            .map { ($0, tell($0, at: boot)) }
    }

    /// When something that was left out can be told of; nil where nothing was.
    var next: UInt64? {
        left.keys.compactMap { alert in told[alert].map { $0 + space(of: alert) } }.min()
    }

    /// A hold that is told of when its time is over is told to nobody: with short holds a person is
    /// told more often.
    private func space(of alert: Alert) -> UInt64 {
        guard alert == .callHeld else { return AlertPace.spaceNanoseconds }
        return min(AlertPace.spaceNanoseconds, holdNanoseconds / AlertPace.holdShare)
    }

    private func isDue(_ alert: Alert, at boot: UInt64) -> Bool {
        guard let last = told[alert] else { return true }
        return boot >= last + space(of: alert)
    }

    private mutating func tell(_ alert: Alert, at boot: UInt64) -> Int {
        told[alert] = boot
        return left.removeValue(forKey: alert) ?? 0
    }
}

extension Alert {
    /// What no agent can make at will, and nobody should hear of late.
    fileprivate var isPressing: Bool { self == .killEngaged || self == .trailBroke }
}
