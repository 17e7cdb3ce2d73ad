/// A rate or a sum over a window, and what is used of it now.
package struct LimitView: Hashable, Sendable {
    /// What happens to a call that would go over.
    package enum Over: String, WireWord, CaseIterable {
        /// A person is asked.
        case hold
        /// It is denied.
        case deny
    }

    /// What is counted: `calls`, `new-recipients` or a unit.
    package var counts: String
    /// The window, in nanoseconds.
    package var windowNanoseconds: Int64
    /// What lies in the window that ends now, with what open calls reserve: exact, as a plain decimal.
    package var used: String
    /// The most that may: exact, as a plain decimal.
    package var limit: String
    /// How many percent of the limit are used, rounded down; more than 100 where calls were approved
    /// beyond it.
    package var percent: Int
    /// What happens to a call that would go over.
    package var over: Over

    /// Makes the view of its parts.
    package init(
        counts: String, windowNanoseconds: Int64, used: String, limit: String, percent: Int,
        over: Over
    ) {
        self.counts = counts
        self.windowNanoseconds = windowNanoseconds
        self.used = used
        self.limit = limit
        self.percent = percent
        self.over = over
    }
}

extension LimitView: WireValue {
    init(from reader: inout WireReader) throws(WireFault) {
        counts = try reader.text("counts", limit: ControlLimits.nameBytes)
        windowNanoseconds = try reader.number("windowNanoseconds")
        used = try reader.text("used", limit: ControlLimits.nameBytes)
        limit = try reader.text("limit", limit: ControlLimits.nameBytes)
        percent = try reader.count("percent")
        over = try reader.word("over")
    }

    func write(to writer: inout WireWriter) {
        writer.text("counts", counts)
        writer.number("windowNanoseconds", windowNanoseconds)
        writer.text("used", used)
        writer.text("limit", limit)
        writer.count("percent", percent)
        writer.word("over", over)
    }
}
