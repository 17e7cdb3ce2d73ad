import Console
import Control
import Glibc
import Query
import SafeText

/// Prints entries in the order of the trail: those that a filter lets through, each with the time of the
/// day, and their date on a line of its own where it changes.
struct EntryPrinter {
    private let filter: Filter?
    private let isJSON: Bool
    private var memory = EntryMemory()
    private var day = ""

    init(filter: Filter?, isJSON: Bool) {
        self.filter = filter
        self.isJSON = isJSON
    }

    /// Reads a filter that a person typed.
    static func filter(_ text: String) throws(CommandFailure) -> Filter {
        do throws(FilterFault) { return try Filter(text) } catch {
            throw CommandFailure(.usage, "the filter: \(SafeText(untrusted: error.description))")
        }
    }

    mutating func show(_ entry: EntryView) throws {
        guard isWanted(entry) else { return }
        guard !isJSON else { return try Screen.show(SafeText(json: entry.json)) }
        if !entry.time.date.utf8.elementsEqual(day.utf8) {
            day = entry.time.date
            try Screen.show("-- \(SafeText(untrusted: day)), times in UTC --")
        }
        try Screen.tell([EntryLines.line(of: entry)])
    }

    private mutating func isWanted(_ entry: EntryView) -> Bool {
        guard let filter else { return true }
        let record = memory.completing(
            EntryRecord(
                sequence: entry.sequence, wallNanoseconds: entry.time.nanoseconds, kind: entry.kind,
                call: entry.call, data: entry.data))
        return filter.matches(record, now: Self.now)
    }

    private static var now: Int64 {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
    }
}
