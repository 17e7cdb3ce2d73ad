import AuditTrail
import Glibc
import Governance
import Testing

@testable import Supervision

/// How far low-tier calls may be ahead of the disk (design section 7.4).
@Suite struct RecorderTests {
    /// A real trail in a folder of its own; what it says of durability is not passed on, so that the
    /// test decides when the disk has what.
    private final class Trail {
        let folder: String
        let writer: TrailWriter
        let size: UInt64

        init() throws {
            var template = Array("/tmp/recorder-test-XXXXXX".utf8CString)
            try #require(mkdtemp(&template) != nil)
            folder = String(
                decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
            let key = try #require(TrailKey(seed: [UInt8](repeating: 7, count: 32)))
            var options = TrailOptions()
            options.ballastBytes = 64 << 10
            let (writer, opening) = try TrailWriter.open(
                folder: folder + "/trail", key: key, origin: "pullcord.local/test/trail",
                witnessPath: nil, options: options, wallNanoseconds: 1,
                observer: TrailObserver(durable: { _ in }, failed: { _ in }))
            self.writer = writer
            size = opening.size
        }

        private var isEnded = false

        /// From now on the trail takes nothing more.
        func end() {
            guard !isEnded else { return }
            isEnded = true
            writer.abandon()
        }

        deinit {
            end()
            for name in ["trail.db", "trail.db-wal", "trail.db-shm", "ballast", "lock"] {
                unlink("\(folder)/trail/\(name)")
            }
            rmdir(folder + "/trail")
            rmdir(folder)
        }
    }

    private static let draft = EntryDraft(type: "test.written", wallNanoseconds: 1)
    private static let millisecond: UInt64 = 1_000_000

    @Test("256 entries ahead, and no more")
    func entries() throws {
        let trail = try Trail()
        var recorder = Recorder(writer: trail.writer, size: trail.size)
        #expect(recorder.mayRunAhead(boot: 0) && recorder.lag == 0)
        for number in 1...256 {
            #expect(recorder.mayRunAhead(boot: 10), "entry \(number)")
            _ = try recorder.append([Self.draft], urgency: .soon, boot: 10)
        }
        #expect(recorder.lag == 256)
        #expect(!recorder.mayRunAhead(boot: 10))
        recorder.durable(through: trail.size)
        #expect(recorder.lag == 255)
        #expect(recorder.mayRunAhead(boot: 10))
    }

    @Test("50 ms ahead, and no longer, counted from the oldest entry")
    func time() throws {
        let trail = try Trail()
        var recorder = Recorder(writer: trail.writer, size: trail.size)
        let first = try recorder.append([Self.draft], urgency: .soon, boot: 0)
        let second = try recorder.append(
            [Self.draft], urgency: .soon, boot: 30 * Self.millisecond)
        #expect(recorder.mayRunAhead(boot: 50 * Self.millisecond - 1))
        #expect(!recorder.mayRunAhead(boot: 50 * Self.millisecond))
        recorder.durable(through: first)
        #expect(recorder.mayRunAhead(boot: 80 * Self.millisecond - 1))
        #expect(!recorder.mayRunAhead(boot: 80 * Self.millisecond))
        recorder.durable(through: second)
        #expect(recorder.mayRunAhead(boot: .max))
        #expect(recorder.lagNanoseconds(boot: .max) == 0)
    }

    @Test("nothing runs ahead of what starts a run, pins or grants")
    func barrier() throws {
        let trail = try Trail()
        var recorder = Recorder(writer: trail.writer, size: trail.size)
        let start = try recorder.append(
            [Self.draft, Self.draft], urgency: .now, isBarrier: true, boot: 0)
        let call = try recorder.append([Self.draft], urgency: .soon, boot: 0)
        #expect(!recorder.mayRunAhead(boot: 0) && recorder.barrier == start)
        recorder.durable(through: start - 1)
        #expect(!recorder.mayRunAhead(boot: 0))
        recorder.durable(through: start)
        #expect(recorder.mayRunAhead(boot: 0) && recorder.barrier == nil && recorder.lag == 1)
        let pin = try recorder.append([Self.draft], urgency: .now, isBarrier: true, boot: 0)
        recorder.durable(through: call)
        #expect(!recorder.mayRunAhead(boot: 0))
        recorder.durable(through: pin)
        #expect(recorder.mayRunAhead(boot: 0))
    }

    @Test("a word that comes late takes nothing back")
    func late() throws {
        let trail = try Trail()
        var recorder = Recorder(writer: trail.writer, size: trail.size)
        let last = try recorder.append(
            [Self.draft, Self.draft, Self.draft], urgency: .soon, boot: 0)
        recorder.durable(through: last)
        recorder.durable(through: last - 2)
        #expect(recorder.lag == 0)
    }

    @Test("a trail that takes nothing says so")
    func failed() throws {
        let trail = try Trail()
        var recorder = Recorder(writer: trail.writer, size: trail.size)
        trail.end()
        #expect(throws: TrailError.self) {
            try recorder.append([Self.draft], urgency: .now, boot: 0)
        }
        #expect(recorder.lag == 0)
    }
}
