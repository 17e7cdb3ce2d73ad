import AuditTrail
import Glibc
import Synchronization

/// A folder for one test, gone with it.
final class TestFolder: Sendable {
    let path: String

    init(in parent: String = "/tmp") throws {
        var template = Array((parent + "/trail-test-XXXXXX").utf8CString)
        guard mkdtemp(&template) != nil else { throw TestFailure("no temporary folder") }
        path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    deinit {
        for name in names(in: path + "/trail") { unlink(path + "/trail/" + name) }
        rmdir(path + "/trail")
        for name in names(in: path) { unlink(path + "/" + name) }
        rmdir(path)
    }

    private func names(in folder: String) -> [String] {
        guard let directory = opendir(folder) else { return [] }
        defer { closedir(directory) }
        var names: [String] = []
        while let entry = readdir(directory) {
            names.append(
                withUnsafeBytes(of: entry.pointee.d_name) {
                    String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
                })
        }
        return names.filter { $0 != "." && $0 != ".." }
    }
}

struct TestFailure: Error, CustomStringConvertible {
    let description: String
    init(_ description: String) { self.description = description }
}

/// Waits until something is so. Fails, saying what, where it is not within a minute of looking.
func eventually(_ what: String, _ isSo: () throws -> Bool) throws {
    let deadline = ContinuousClock.now + .seconds(60)
    while try !isSo() {
        guard ContinuousClock.now < deadline else {
            throw TestFailure("not within a minute: \(what)")
        }
        sched_yield()
    }
}

/// What the observer was told.
final class Witnessed: Sendable {
    let through = Mutex<UInt64?>(nil)
    let calls = Mutex(0)
    let fault = Mutex<TrailFault?>(nil)
    /// The last durable entry; 0 where it was told of none.
    var last: UInt64 { through.withLock { $0 ?? 0 } }

    var observer: TrailObserver {
        TrailObserver(
            durable: { sequence in
                self.through.withLock { $0 = sequence }
                self.calls.withLock { $0 += 1 }
            },
            failed: { fault in self.fault.withLock { $0 = fault } })
    }
}

/// A trail in a folder of its own.
struct TestTrail {
    let folder: TestFolder
    let origin: String
    let key: TrailKey
    var options = TrailOptions()

    static let time: Int64 = 1_700_000_000_000_000_000

    init(origin: String = "pullcord.local/test/trail", seed: UInt8 = 7, parent: String = "/tmp")
        throws
    {
        folder = try TestFolder(in: parent)
        self.origin = origin
        guard let key = TrailKey(seed: [UInt8](repeating: seed, count: 32)) else {
            throw TestFailure("no key")
        }
        self.key = key
        options.ballastBytes = 64 << 10
    }

    var path: String { folder.path + "/trail" }
    var database: String { path + "/trail.db" }
    var witness: String { folder.path + "/head" }

    func open(_ witnessed: Witnessed = Witnessed()) throws -> (TrailWriter, TrailOpening) {
        try TrailWriter.open(
            folder: path, key: key, origin: origin, witnessPath: witness, options: options,
            wallNanoseconds: Self.time, observer: witnessed.observer)
    }

    func reader() throws -> TrailReader { try TrailReader(folder: path) }

    /// The two entries and two payloads of a call.
    static func call(_ number: UInt64, secret: String = "none") -> [EntryDraft] {
        let arguments = Array("{\"account\":\"A\(number)\",\"note\":\"\(secret)\"}".utf8)
        return [
            EntryDraft(
                type: "call.proposed", call: number,
                data: Array("{\"agent\":\"billing-bot\",\"tool\":\"pay/refund\"}".utf8),
                payloads: [PayloadDraft(kind: "arguments", bytes: arguments)],
                wallNanoseconds: time + Int64(number)),
            EntryDraft(
                type: "call.completed", call: number, data: Array("{\"is_error\":false}".utf8),
                payloads: [PayloadDraft(kind: "result", bytes: Array("ok \(number)".utf8))],
                wallNanoseconds: time + Int64(number) + 1),
        ]
    }

    /// 380 calls, each with a row of its own: two full tiles and a rest. Written once a process.
    private static let ready = Result { () throws -> TestTrail in
        let trail = try TestTrail()
        try trail.write(calls: 0..<380)
        return trail
    }

    /// A trail of 380 calls in a folder of its own.
    static func copy() throws -> TestTrail {
        let original = try ready.get()
        let trail = try TestTrail()
        mkdir(trail.path, 0o700)
        try Attacker.overwrite(trail.database, with: try Vectors.bytes(original.database))
        try Attacker.overwrite(trail.witness, with: try Vectors.bytes(original.witness))
        return trail
    }

    /// Writes these calls, each with a row of its own, and stops in order.
    func write(calls: Range<UInt64>) throws {
        let (writer, _) = try open()
        for number in calls {
            _ = try writer.append(Self.call(number), urgency: .now)
            try writer.flush()
        }
        try writer.close(wallNanoseconds: Self.time)
    }
}
