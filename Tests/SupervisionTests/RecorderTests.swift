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

    private static let ada = AgentName("ada")
    private static let bob = AgentName("bob")

    /// Puts an entry of an agent in, and says whether it need not wait.
    private static func call(
        _ recorder: inout Recorder, by agent: AgentName = ada, boot: UInt64
    ) throws -> Bool {
        let sequence = try recorder.append([draft], of: agent, urgency: .soon, boot: boot)
        return recorder.runAhead(of: sequence, by: agent, boot: boot)
    }

    private static func runsAhead(_ recorder: inout Recorder, of sequence: UInt64?) -> Bool {
        recorder.runAhead(of: sequence, by: ada, boot: .max)
    }

    private static func holdsBack(_ recorder: inout Recorder, _ agent: AgentName) -> Bool {
        recorder.holdsBack(agent, boot: 0)
    }

    private static func letGo(_ recorder: inout Recorder) -> [AgentName] {
        recorder.letGo(boot: 5)
    }

    @Test("256 entries ahead, and no more, whoever's they are")
    func entries() throws {
        let trail = try Trail()
        var recorder = Recorder(writer: trail.writer, size: trail.size)
        for number in 1...256 {
            let agent = number.isMultiple(of: 2) ? Self.ada : Self.bob
            #expect(try Self.call(&recorder, by: agent, boot: 10), "entry \(number)")
        }
        #expect(recorder.lag == 256)
        #expect(try !Self.call(&recorder, boot: 10))
        recorder.durable(through: trail.size)
        #expect(recorder.lag == 256)
        #expect(try Self.call(&recorder, by: Self.bob, boot: 10))
        #expect(try !Self.call(&recorder, by: Self.bob, boot: 10))
    }

    @Test("no call of an agent goes before an earlier one that waits")
    func order() throws {
        let trail = try Trail()
        var recorder = Recorder(writer: trail.writer, size: trail.size)
        #expect(try Self.call(&recorder, boot: 0))
        let first = try #require(recorder.last)
        #expect(try !Self.call(&recorder, boot: 50 * Self.millisecond))
        let second = try #require(recorder.last)
        recorder.durable(through: first)
        #expect(try !Self.call(&recorder, boot: 60 * Self.millisecond))
        #expect(try Self.call(&recorder, by: Self.bob, boot: 60 * Self.millisecond))
        recorder.durable(through: second)
        #expect(try !Self.call(&recorder, boot: 61 * Self.millisecond))
        recorder.durable(through: try #require(recorder.last))
        #expect(try Self.call(&recorder, boot: 62 * Self.millisecond))
    }

    @Test("50 ms ahead, and no longer, counted from the oldest entry")
    func time() throws {
        let trail = try Trail()
        var recorder = Recorder(writer: trail.writer, size: trail.size)
        #expect(try Self.call(&recorder, boot: 0))
        let first = try #require(recorder.last)
        #expect(try Self.call(&recorder, boot: 30 * Self.millisecond))
        #expect(try Self.call(&recorder, by: Self.bob, boot: 50 * Self.millisecond - 1))
        #expect(try !Self.call(&recorder, by: Self.bob, boot: 50 * Self.millisecond))
        recorder.durable(through: first)
        #expect(try Self.call(&recorder, boot: 80 * Self.millisecond - 1))
        #expect(try !Self.call(&recorder, boot: 80 * Self.millisecond))
        #expect(try !Self.call(&recorder, by: Self.bob, boot: 80 * Self.millisecond))
        #expect(recorder.lagNanoseconds(boot: 80 * Self.millisecond) == 50 * Self.millisecond)
        recorder.durable(through: try #require(recorder.last))
        #expect(recorder.lagNanoseconds(boot: .max) == 0)
        #expect(try Self.call(&recorder, boot: .max))
    }

    @Test("what waits for the disk keeps nobody else from running ahead of it")
    func waiting() throws {
        let trail = try Trail()
        var recorder = Recorder(writer: trail.writer, size: trail.size)
        for _ in 1...300 {
            _ = try recorder.append([Self.draft], of: Self.bob, urgency: .now, boot: 0)
        }
        #expect(try Self.call(&recorder, boot: 90 * Self.millisecond))
        #expect(Self.runsAhead(&recorder, of: nil), "nothing to wait for")
        #expect(Self.runsAhead(&recorder, of: trail.size - 1), "durable before")
    }

    @Test("who has more waiting on a slow disk than its share runs ahead no more for a while")
    func shares() throws {
        let trail = try Trail()
        var recorder = Recorder(writer: trail.writer, size: trail.size)
        for _ in 1...DiskShares.share.entries { #expect(try Self.call(&recorder, boot: 0)) }
        #expect(!Self.holdsBack(&recorder, Self.ada))
        let full = try #require(recorder.last)
        #expect(try !Self.call(&recorder, boot: 0))
        #expect(Self.holdsBack(&recorder, Self.ada))
        #expect(!Self.holdsBack(&recorder, Self.ada), "said once")
        #expect(!Self.holdsBack(&recorder, Self.bob))
        recorder.durable(through: full - UInt64(DiskShares.share.entries / 2))
        #expect(Self.letGo(&recorder).isEmpty)
        recorder.durable(through: full)
        let late = DiskShares.slow + 1
        let free = recorder.letGo(boot: late)
        #expect(free == [Self.ada] && Self.letGo(&recorder).isEmpty)
        #expect(try !Self.call(&recorder, boot: late))
        #expect(try Self.call(&recorder, by: Self.bob, boot: late))
        recorder.durable(through: try #require(recorder.last))
        #expect(try !Self.call(&recorder, boot: late + DiskShares.patience - 1))
        recorder.durable(through: try #require(recorder.last))
        #expect(try Self.call(&recorder, boot: late + DiskShares.patience))
    }

    @Test("nothing runs ahead of what starts a run, pins or grants")
    func barrier() throws {
        let trail = try Trail()
        var recorder = Recorder(writer: trail.writer, size: trail.size)
        let pins = try recorder.append(
            [Self.draft, Self.draft], urgency: .now, isBarrier: true, boot: 0)
        #expect(try !Self.call(&recorder, boot: 0))
        #expect(recorder.barrier(for: Self.ada) == pins)
        recorder.durable(through: pins - 1)
        #expect(try !Self.call(&recorder, by: Self.bob, boot: 0))
        recorder.durable(through: pins)
        #expect(recorder.barrier(for: Self.ada) == nil && recorder.lag == 2)
        recorder.durable(through: pins + 2)
        #expect(try Self.call(&recorder, boot: 0))
        let start = try recorder.append(
            [Self.draft], of: Self.ada, urgency: .now, isBarrier: true, boot: 0)
        #expect(try !Self.call(&recorder, boot: 0))
        #expect(try Self.call(&recorder, by: Self.bob, boot: 0), "another's run began")
        #expect(recorder.barrier(for: Self.bob) == nil)
        recorder.durable(through: start)
        #expect(recorder.barrier(for: Self.ada) == nil)
        recorder.durable(through: try #require(recorder.last))
        #expect(try Self.call(&recorder, boot: 0))
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
