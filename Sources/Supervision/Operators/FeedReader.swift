import AuditTrail
import Control
import Governance

/// Reads committed entries for operators, on a thread of its own: a slow disk or a long trail slows
/// no call.
final class FeedReader: @unchecked Sendable {
    // `reader` is touched on the work thread only.
    private let folder: String
    private let worker: WorkThread
    private var reader: TrailReader?

    /// Entries of one read.
    static let entriesAtOnce = 256

    init(folder: String, worker: WorkThread) {
        self.folder = folder
        self.worker = worker
    }

    /// Entries from a sequence number on; `done` is called on the work thread.
    func entries(
        from sequence: UInt64, through last: UInt64,
        done: @escaping @Sendable (Result<[EntryView], TrailError>) -> Void
    ) {
        worker.run { [self] in
            done(
                read { (reader) throws(TrailError) in
                    let count = Int(min(UInt64(FeedReader.entriesAtOnce), last + 1 - sequence))
                    let entries = try reader.entries(from: sequence, limit: count)
                    return entries.map { EntryView($0, payloads: []) }
                })
        }
    }

    /// The root of the tree over the durable entries; zeros where it cannot be read, which the
    /// trail's own fault then explains. `done` is called on the work thread.
    func root(done: @escaping @Sendable (Digest) -> Void) {
        worker.run { [self] in
            let head = read { (reader) throws(TrailError) in try reader.head() }
            guard case .success(let head) = head, let root = Digest(bytes: head.root.bytes) else {
                return done(.zero)
            }
            done(root)
        }
    }

    /// Every entry of a call with its payloads; `done` is called on the work thread.
    func entries(
        ofCall call: UInt64, done: @escaping @Sendable (Result<EntriesView, TrailError>) -> Void
    ) {
        worker.run { [self] in
            done(
                read { (reader) throws(TrailError) in
                    let entries = try reader.entries(call: call)
                    var views: [EntryView] = []
                    for entry in entries.prefix(ControlLimits.entries) {
                        views.append(EntryView(entry, payloads: try payloads(of: entry, reader)))
                    }
                    return EntriesView(entries: views, more: entries.count - views.count)
                })
        }
    }

    /// A page of the entries before a sequence number; `done` is called on the work thread.
    func page(
        before end: UInt64, done: @escaping @Sendable (Result<EntriesView, TrailError>) -> Void
    ) {
        worker.run { [self] in
            done(
                read { (reader) throws(TrailError) in
                    let start = end - min(end, UInt64(ControlLimits.pageEntries))
                    let entries = try reader.entries(from: start, limit: Int(end - start))
                    var (bytes, count) = (0, 0)
                    for entry in entries.reversed() {
                        bytes += entry.data.count
                        guard count == 0 || bytes <= ControlLimits.pageBytes else { break }
                        count += 1
                    }
                    let page = entries.suffix(count)
                    return EntriesView(
                        entries: page.map { EntryView($0, payloads: []) },
                        more: Int(clamping: page.first?.sequence ?? 0))
                })
        }
    }

    private func read<Value>(
        _ body: (TrailReader) throws(TrailError) -> Value
    ) -> Result<Value, TrailError> {
        do throws(TrailError) {
            return .success(try body(try opened()))
        } catch {
            return .failure(error)
        }
    }

    private func opened() throws(TrailError) -> TrailReader {
        if let reader { return reader }
        let new = try TrailReader(folder: folder)
        reader = new
        return new
    }

    private func payloads(
        of entry: TrailEntry, _ reader: TrailReader
    ) throws(TrailError) -> [PayloadView] {
        var views: [PayloadView] = []
        for (index, reference) in entry.payloads.enumerated() {
            var text: String?
            if case .kept(let bytes) = try reader.payload(of: entry, index: index) {
                text = String(decoding: bytes.prefix(ControlLimits.payloadBytes), as: UTF8.self)
            }
            views.append(PayloadView(kind: reference.kind, bytes: reference.length, text: text))
        }
        return views
    }
}

extension EntryView {
    fileprivate init(_ entry: TrailEntry, payloads: [PayloadView]) {
        self.init(
            sequence: entry.sequence, time: WallTime(nanoseconds: entry.wallNanoseconds),
            kind: entry.type, call: entry.call,
            data: String(decoding: entry.data, as: UTF8.self), payloads: payloads)
    }
}
