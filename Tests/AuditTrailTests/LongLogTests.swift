import Synchronization
import Testing

@testable import AuditTrail

/// A reader that ends no transaction keeps the database's log from being emptied: that is told.
@Suite struct LongLogTests {
    @Test func aLogThatAReaderKeepsIsToldOfOnce() throws {
        var trail = try TestTrail()
        trail.options.logFrames = 8
        trail.options.logFramesBehind = 8
        trail.options.longLogBytes = 256 << 10
        let told = Witnessed()
        let lengths = TestLengths()
        let (writer, _) = try TrailWriter.open(
            folder: trail.path, key: trail.key, origin: trail.origin, witnessPath: trail.witness,
            options: trail.options, wallNanoseconds: TestTrail.time,
            observer: TrailObserver(
                durable: told.observer.durable, failed: told.observer.failed,
                logIsLong: { bytes in lengths.all.withLock { $0.append(bytes) } }))
        try Self.write(40, writer)
        #expect(lengths.all.withLock { $0 } == [], "nobody reads")
        let reader = try Database(path: trail.database, access: .readOnly, busyMilliseconds: 9)
        try reader.execute("BEGIN")
        #expect(try reader.value("SELECT count(*) FROM bundle") != nil)
        try Self.write(40, writer)
        #expect(lengths.all.withLock { $0.count } == 1)
        #expect(try #require(lengths.all.withLock { $0[0] }) > 256 << 10)
        try reader.execute("COMMIT")
        try Self.write(40, writer)
        #expect(lengths.all.withLock { $0.dropFirst() } == [nil], "it was emptied")
        try writer.close(wallNanoseconds: TestTrail.time)
    }

    private static func write(_ count: Int, _ writer: TrailWriter) throws {
        let bytes = [UInt8](repeating: 0x41, count: 20_000)
        for _ in 0..<count {
            let draft = EntryDraft(
                type: "call.made", payloads: [PayloadDraft(kind: "result", bytes: bytes)],
                wallNanoseconds: TestTrail.time)
            _ = try writer.append([draft], urgency: .now)
            try writer.flush()
        }
    }
}

private final class TestLengths: Sendable {
    let all = Mutex<[Int?]>([])
}
