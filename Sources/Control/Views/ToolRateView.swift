/// A tool's calls by minute: the first of each list is the minute that runs, the next the one before.
/// A minute beyond the end of a list had none.
package struct ToolRateView: Hashable, Sendable {
    /// Calls that agents proposed.
    package var calls: [Int]
    /// Those that were held.
    package var held: [Int]
    /// Those that were denied.
    package var denied: [Int]

    /// Makes the view of its parts; zeros at the ends are left out.
    package init(calls: [Int] = [], held: [Int] = [], denied: [Int] = []) {
        self.calls = Self.cut(calls)
        self.held = Self.cut(held)
        self.denied = Self.cut(denied)
    }

    private static func cut(_ counts: [Int]) -> [Int] {
        Array(counts[..<((counts.lastIndex { $0 != 0 } ?? -1) + 1)])
    }
}

extension ToolRateView: WireValue {
    init(from reader: inout WireReader) throws(WireFault) {
        calls = try reader.counts("calls", limit: ControlLimits.minutes)
        held = try reader.counts("held", limit: ControlLimits.minutes)
        denied = try reader.counts("denied", limit: ControlLimits.minutes)
    }

    func write(to writer: inout WireWriter) {
        writer.counts("calls", calls)
        writer.counts("held", held)
        writer.counts("denied", denied)
    }
}
