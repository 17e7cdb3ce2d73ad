import Synchronization
import Testing

@testable import AuditTrail

@Suite struct ErasureTests {
    private static let secret = "the-secret-4711-of-nobody"

    @Test func nothingOfAnErasedPayloadIsLeft() throws {
        let trail = try TestTrail()
        let (writer, _) = try trail.open()
        for number in UInt64(0)..<30 {
            let drafts = TestTrail.call(number, secret: number == 7 ? Self.secret : "none")
            _ = try writer.append(drafts, urgency: .now)
        }
        try writer.flush()
        let reader = try trail.reader()
        let target = try #require(try reader.entries(call: 7).first)
        #expect(try Self.places(of: Self.secret, in: trail) > 0)
        let salt = try Self.salt(of: target.sequence, trail)
        let result = Mutex<Result<UInt64, ErasureFault>?>(nil)
        let sequence = try writer.erase(
            Self.erasure(of: target.sequence) { outcome in
                result.withLock { $0 = outcome }
            })
        try writer.flush()
        #expect(try Self.places(of: Self.secret, in: trail) == 0)
        #expect(try Self.places(of: salt, in: trail) == 0)
        #expect(result.withLock { $0 } == .success(sequence))
        #expect(
            try reader.payload(sequence: target.sequence, kind: "arguments")
                == .erased(by: sequence))
        let record = try reader.entry(sequence)
        #expect(record.type == TrailType.redacted)
        #expect(
            String(decoding: record.data, as: UTF8.self)
                == "{\"actor\":\"ana\",\"kinds\":[\"arguments\"],\"payloads\":[0],"
                + "\"reason\":\"asked for \\\"it\\\"\",\"target\":\"\(target.sequence)\"}")
        try writer.close(wallNanoseconds: TestTrail.time)
        #expect(try Self.places(of: Self.secret, in: trail) == 0)
        let verdict = TamperTests.verdict(of: trail)
        #expect(verdict.isConsistent && verdict.erasedPayloads == 1, "\(verdict.findings)")
        #expect(verdict.remarks.contains { $0.contains("1 payloads were erased") })
    }

    @Test func whatIsNotThereIsNotErasedAndThatIsRecorded() throws {
        let trail = try TestTrail()
        let (writer, _) = try trail.open()
        _ = try writer.append(TestTrail.call(1), urgency: .now)
        let results = Mutex<[Result<UInt64, ErasureFault>]>([])
        for (target, kind) in [
            (UInt64(99), nil), (0, nil), (1, "result"), (1, "arguments"), (1, nil),
        ] {
            let erasure = Self.erasure(of: target, kind: kind) { outcome in
                results.withLock { $0.append(outcome) }
            }
            try writer.erase(erasure)
        }
        try writer.flush()
        #expect(
            results.withLock { $0 } == [
                .failure(.noSuchEntry), .failure(.noSuchPayload), .failure(.noSuchPayload),
                .success(6), .failure(.noSuchPayload),
            ])
        let types = try trail.reader().entries(from: 3, limit: 9).map(\.type)
        #expect(
            types == [
                "audit.redaction_refused", "audit.redaction_refused", "audit.redaction_refused",
                "audit.redacted", "audit.redaction_refused",
            ])
        try writer.close(wallNanoseconds: TestTrail.time)
        #expect(TamperTests.verdict(of: trail).isConsistent)
    }

    @Test func aLargePayloadIsKeptByItsCommitmentOnly() throws {
        var trail = try TestTrail()
        trail.options.keptPayloadBytes = 100
        let (writer, _) = try trail.open()
        let large = [UInt8](repeating: 0x41, count: 101)
        let draft = EntryDraft(
            type: "call.made",
            payloads: [
                PayloadDraft(kind: "result", bytes: large),
                PayloadDraft(kind: "state", bytes: large, keeping: .always),
                PayloadDraft(kind: "small", bytes: Array(large.dropLast())),
            ], wallNanoseconds: TestTrail.time)
        _ = try writer.append([draft], urgency: .now)
        try writer.close(wallNanoseconds: TestTrail.time)
        let reader = try trail.reader()
        let entry = try reader.entry(1)
        #expect(entry.payloads.map(\.isKept) == [false, true, true])
        #expect(entry.payloads.map(\.length) == [101, 101, 100])
        guard case .commitmentOnly(let salt) = try reader.payload(of: entry, index: 0) else {
            throw TestFailure("it was kept")
        }
        #expect(Commitment.hash(salt: salt, bytes: large) == entry.payloads[0].commitment)
        #expect(try reader.payload(of: entry, index: 1) == .kept(large))
        #expect(TamperTests.verdict(of: trail).isConsistent)
    }

    private static func erasure(
        of target: UInt64, kind: String? = "arguments",
        _ completion: @escaping @Sendable (Result<UInt64, ErasureFault>) -> Void
    ) -> Erasure {
        Erasure(
            target: target, kind: kind, reason: "asked for \"it\"", actor: "ana",
            wallNanoseconds: TestTrail.time, completion: completion)
    }

    private static func salt(of sequence: UInt64, _ trail: TestTrail) throws -> String {
        let database = try Database(path: trail.database, access: .readOnly, busyMilliseconds: 9)
        let packs = try database.prepare("SELECT id, pack FROM payload")
        while try packs.step() {
            let (first, bytes) = (packs.integer(0), packs.bytes(1))
            let records = bytes.withUnsafeBytes { PayloadPack.records(in: $0, first: first) } ?? []
            for record in records where record.id == PayloadPack.id(sequence: sequence, index: 0) {
                return String(decoding: bytes[record.salt], as: Unicode.ASCII.self)
            }
        }
        throw TestFailure("no payload of \(sequence)")
    }

    private static func places(of text: String, in trail: TestTrail) throws -> Int {
        let wanted = text.unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) }
        var count = 0
        for name in ["", "-wal"] {
            let bytes = try Vectors.bytes(trail.database + name)
            guard bytes.count >= wanted.count else { continue }
            for start in 0...(bytes.count - wanted.count)
            where bytes[start] == wanted[0] && bytes[start...].starts(with: wanted) {
                count += 1
            }
        }
        return count
    }
}
