/// A point of governed time, in nanoseconds.
///
/// The clock behind it runs through sleep and never backwards within a boot; over boots the wall
/// clock's step counts, never below zero. So a limit's window neither refills nor reopens when the
/// machine sleeps, restarts or has its clock set. Only the rim reads a clock: here time is an argument.
package struct Moment: Hashable, Comparable, Sendable, Codable {
    /// Nanoseconds since the trail's first start; never negative.
    package let nanoseconds: Int64

    /// Makes a moment of nanoseconds since the trail's first start.
    package init(nanoseconds: Int64) {
        self.nanoseconds = nanoseconds
    }

    /// The trail's first start.
    package static let zero = Moment(nanoseconds: 0)

    /// The moment this long after; stays at the far end instead of overflowing.
    package func advanced(by span: Duration) -> Moment {
        let (sum, overflow) = nanoseconds.addingReportingOverflow(span.nanoseconds)
        return Moment(nanoseconds: overflow ? .max : sum)
    }

    /// How long after `earlier` this is; zero if it is not after.
    package func since(_ earlier: Moment) -> Duration {
        .nanoseconds(max(0, nanoseconds - earlier.nanoseconds))
    }

    package static func < (left: Moment, right: Moment) -> Bool {
        left.nanoseconds < right.nanoseconds
    }

    package init(from decoder: any Decoder) throws {
        nanoseconds = try decoder.singleValueContainer().decode(Int64.self)
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(nanoseconds)
    }
}

extension Duration {
    /// The whole nanoseconds of a duration; stays at the far end where they do not fit.
    package var nanoseconds: Int64 {
        let (seconds, attoseconds) = components
        let (whole, overflow) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
        let (sum, carry) = whole.addingReportingOverflow(attoseconds / 1_000_000_000)
        return overflow || carry ? (seconds < 0 ? .min : .max) : sum
    }
}
