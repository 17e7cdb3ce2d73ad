import AuditTrail
import Glibc
import Synchronization
import Testing

@Suite struct GroupCommitTests {
    @Test func whatCanWaitRidesWithWhatCannot() throws {
        var trail = try TestTrail()
        trail.options.patience = .seconds(3_600)
        let witnessed = Witnessed()
        let (writer, _) = try trail.open(witnessed)
        for number in UInt64(0)..<20 {
            _ = try writer.append(TestTrail.call(number), urgency: .soon)
        }
        #expect(witnessed.through.withLock { $0 } == nil)
        _ = try writer.append(TestTrail.call(20), urgency: .now)
        try writer.flush()
        #expect(witnessed.calls.withLock { $0 } == 1, "one transaction for all of them")
        #expect(witnessed.through.withLock { $0 } == 42)
        try writer.close(wallNanoseconds: TestTrail.time)
    }

    @Test func aFullHouseDoesNotWait() throws {
        var trail = try TestTrail()
        trail.options.patience = .seconds(3_600)
        let witnessed = Witnessed()
        let (writer, _) = try trail.open(witnessed)
        for number in UInt64(0)..<64 {
            _ = try writer.append(TestTrail.call(number), urgency: .soon)
        }
        // 128 entries: durable without any that is urgent. Asked for until it is so.
        try eventually("128 entries are durable") { witnessed.last >= 128 }
        try writer.close(wallNanoseconds: TestTrail.time)
    }

    @Test func patienceEnds() throws {
        let trail = try TestTrail()
        let witnessed = Witnessed()
        let (writer, _) = try trail.open(witnessed)
        _ = try writer.append(TestTrail.call(1), urgency: .soon)
        try eventually("two entries are durable") { witnessed.last >= 2 }
        try writer.close(wallNanoseconds: TestTrail.time)
    }

    @Test func noTransactionTakesMoreThanItMay() throws {
        var trail = try TestTrail()
        trail.options.entriesPerCommit = 10
        trail.options.patience = .seconds(3_600)
        trail.options.patienceEntries = 1_000
        let witnessed = Witnessed()
        let (writer, _) = try trail.open(witnessed)
        let drafts = (UInt64(0)..<25).flatMap { TestTrail.call($0) }
        #expect(try writer.append(drafts, urgency: .now) == 1...50)
        try writer.flush()
        #expect(witnessed.calls.withLock { $0 } == 5)
        try writer.close(wallNanoseconds: TestTrail.time)
        #expect(TamperTests.verdict(of: trail).isConsistent)
    }

    @Test func aHeadIsSignedWithoutAnUrgentEntry() throws {
        var trail = try TestTrail()
        trail.options.signEvery = .milliseconds(1)
        let (writer, _) = try trail.open()
        _ = try writer.append(TestTrail.call(1), urgency: .soon)
        let reader = try trail.reader()
        try eventually("the head is signed") { try reader.head().signedSize >= 3 }
        try writer.close(wallNanoseconds: TestTrail.time)
    }

    @Test func theNewestSnapshotIsFound() throws {
        let trail = try TestTrail()
        let (writer, _) = try trail.open()
        #expect(try trail.reader().latestSnapshot()?.state == nil)
        for state in [[UInt8](repeating: 1, count: 3), [UInt8](repeating: 2, count: 3_000_000)] {
            let draft = EntryDraft(
                type: TrailType.snapshotTaken,
                payloads: [
                    PayloadDraft(kind: TrailType.snapshotKind, bytes: state, keeping: .always)
                ], wallNanoseconds: TestTrail.time)
            _ = try writer.append([draft], urgency: .now)
            _ = try writer.append(TestTrail.call(9), urgency: .now)
        }
        try writer.flush()
        let found = try #require(try trail.reader().latestSnapshot())
        #expect(found.entry.sequence == 4 && found.state.count == 3_000_000)
        try writer.close(wallNanoseconds: TestTrail.time)
    }

    @Test func aReaderFollowsTheWriter() throws {
        var trail = try TestTrail()
        // Nothing is written but what is written here: no signature a second later.
        trail.options.signEvery = .seconds(3_600)
        let (writer, _) = try trail.open()
        let reader = try trail.reader()
        #expect(try reader.hasChanged())
        #expect(try !reader.hasChanged())
        _ = try writer.append(TestTrail.call(1), urgency: .now)
        try writer.flush()
        #expect(try reader.hasChanged())
        #expect(try reader.entries(from: 1, limit: 9).count == 2)
        #expect(try !reader.hasChanged())
        try writer.close(wallNanoseconds: TestTrail.time)
    }
}
