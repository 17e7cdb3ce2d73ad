import AuditTrail
import Control
import Glibc
import Governance
import SafeText

/// A trail folder read directly, without its supervisor.
struct StoredEntries {
    private let folder: String
    private let reader: TrailReader

    /// Opens the folder for reading.
    init(folder: String) throws(CommandFailure) {
        self.folder = folder
        do throws(TrailError) {
            reader = try TrailReader(folder: folder)
        } catch {
            guard PlainFile.isReadable(folder), PlainFile.exists(folder + "/trail.db") else {
                throw Self.missing(folder)
            }
            throw Self.failure(error, folder)
        }
    }

    /// Why there is no trail to be read in a folder: it is not there, or this person may not look.
    static func missing(_ folder: String) -> CommandFailure {
        missing(folder, access(folder, R_OK | X_OK) == 0 ? ENOENT : errno)
    }

    /// The same by the system's number.
    static func missing(_ folder: String, _ number: Int32) -> CommandFailure {
        guard number == EACCES else {
            return CommandFailure(
                .notFound,
                """
                there is no trail at \(untrusted: folder): it is no folder with a trail.db; name \
                the right one with --trail or --data
                """)
        }
        return CommandFailure(
            .notPermitted,
            """
            you may not look into \(untrusted: folder), so whether a trail is there is not known; \
            run it as the supervisor's user
            """)
    }

    /// The last entries, and then each new one while it is followed.
    func tail(_ count: Int, follow: Bool, show: (EntryView) throws -> Void) throws {
        var next = try read { reader throws(TrailError) in
            let size = try reader.head().size
            return size - min(size, UInt64(count))
        }
        while true {
            let entries = try read { reader throws(TrailError) in
                try reader.entries(from: next, limit: Self.batch)
            }
            for entry in entries { try show(EntryView(entry, payloads: [])) }
            next = entries.last.map { $0.sequence + 1 } ?? next
            guard entries.isEmpty else { continue }
            guard follow else { return }
            // Another process writes the file: asking it for its version is the way to know.
            while try !read({ reader throws(TrailError) in try reader.hasChanged() }) {
                usleep(Self.pollMicroseconds)
            }
        }
    }

    /// All entries of a call with their payloads.
    func call(_ call: UInt64) throws(CommandFailure) -> EntriesView {
        let entries = try read { reader throws(TrailError) in
            try reader.entries(call: call).map { entry throws(TrailError) in
                EntryView(entry, payloads: try payloads(of: entry))
            }
        }
        let shown = entries.prefix(ControlLimits.entries)
        return EntriesView(entries: Array(shown), more: entries.count - shown.count)
    }

    /// When a supervisor first started after an entry; nil where none has.
    func firstStart(after sequence: UInt64) throws(CommandFailure) -> WallTime? {
        var next = sequence
        while true {
            let entries = try read { reader throws(TrailError) in
                try reader.entries(from: next, limit: Self.batch)
            }
            guard let last = entries.last else { return nil }
            if let start = entries.first(where: {
                $0.sequence > sequence && $0.type == FactType.supervisorStarted.rawValue
            }) {
                return WallTime(nanoseconds: start.wallNanoseconds)
            }
            next = last.sequence + 1
        }
    }

    private static let batch = 1000
    /// A tenth of a second: soon enough for a person, and nearly nothing of a core.
    private static let pollMicroseconds: UInt32 = 100_000

    private func payloads(of entry: TrailEntry) throws(TrailError) -> [PayloadView] {
        var views: [PayloadView] = []
        for (index, reference) in entry.payloads.enumerated() {
            var text: String?
            if case .kept(let bytes) = try reader.payload(of: entry, index: index) {
                text = String(decoding: bytes.prefix(ControlLimits.payloadBytes), as: UTF8.self)
            }
            views.append(
                PayloadView(kind: reference.kind, bytes: reference.length, text: text))
        }
        return views
    }

    private func read<Value>(
        _ body: (TrailReader) throws(TrailError) -> Value
    ) throws(CommandFailure) -> Value {
        do throws(TrailError) {
            return try body(reader)
        } catch {
            throw Self.failure(error, folder)
        }
    }

    private static func failure(_ error: TrailError, _ folder: String) -> CommandFailure {
        CommandFailure(
            .refused,
            """
            cannot read the trail in \(untrusted: folder): \(SafeText(untrusted: error.description))
            """)
    }
}

extension EntryView {
    /// A stored entry as it is shown.
    fileprivate init(_ entry: TrailEntry, payloads: [PayloadView]) {
        self.init(
            sequence: entry.sequence, time: WallTime(nanoseconds: entry.wallNanoseconds),
            kind: entry.type, call: entry.call,
            data: String(decoding: entry.data, as: UTF8.self), payloads: payloads)
    }
}
