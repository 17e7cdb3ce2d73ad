import AuditTrail
import Synchronization
import Testing

@Suite struct TrailWriterTests {
    @Test func entriesComeBackAsTheyWereQueued() throws {
        let trail = try TestTrail()
        let witnessed = Witnessed()
        let (writer, opening) = try trail.open(witnessed)
        #expect(opening.isNew && opening.wasStoppedCleanly && opening.size == 1)
        #expect(try writer.append(TestTrail.call(7), urgency: .now) == 1...2)
        #expect(try writer.append(TestTrail.call(8), urgency: .soon) == 3...4)
        try writer.flush()
        #expect(witnessed.through.withLock { $0 } == 4)
        let reader = try trail.reader()
        let entries = try reader.entries(from: 1, limit: 10)
        #expect(
            entries.map(\.type) == [
                "call.proposed", "call.completed", "call.proposed", "call.completed",
            ])
        #expect(try reader.entries(call: 8).map(\.sequence) == [3, 4])
        #expect(try reader.payload(sequence: 2, kind: "result") == .kept(Array("ok 7".utf8)))
        #expect(try reader.payload(sequence: 2, kind: "arguments") == nil)
        try writer.close(wallNanoseconds: TestTrail.time)
        let head = try reader.head()
        #expect(head.size == 6 && head.signedSize == 6)
        #expect(try reader.entry(5).type == TrailType.stopped)
    }

    @Test func aSecondOpeningGoesOnWhereTheFirstEnded() throws {
        let trail = try TestTrail()
        try trail.write(calls: 0..<400)
        let (writer, opening) = try trail.open()
        #expect(!opening.isNew && opening.wasStoppedCleanly && opening.size == 802)
        #expect(try writer.append(TestTrail.call(900), urgency: .now) == 802...803)
        try writer.flush()
        writer.abandon()
        let (second, unclean) = try trail.open()
        #expect(!unclean.wasStoppedCleanly && unclean.size == 804)
        try second.close(wallNanoseconds: TestTrail.time)
    }
}
