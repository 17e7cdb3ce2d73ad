import Testing

@testable import AuditTrail

/// Format version 1 is frozen: these bytes may never change.
@Suite struct GoldenTests {
    static let drafts: [(name: String, draft: EntryDraft)] = [
        ("plain", EntryDraft(type: "run.started", wallNanoseconds: 0)),
        (
            "call",
            EntryDraft(
                type: "call.proposed", call: 18_446_744_073_709_551_615,
                data: Array("{\"agent\":\"billing-bot\",\"n\":-3,\"note\":\"é \\u0001 \\n\"}".utf8),
                payloads: [
                    PayloadDraft(kind: "arguments", bytes: Array("{\"a\":1.10}".utf8)),
                    PayloadDraft(kind: "large", bytes: [UInt8](repeating: 7, count: 20)),
                ], wallNanoseconds: 1_700_000_000_123_456_789)
        ),
    ]

    @Test(arguments: drafts.indices) func bytesAreThoseOfVersionOne(_ index: Int) throws {
        let (name, draft) = Self.drafts[index]
        let salt = [UInt8](repeating: 0x5a, count: 32)
        let commitments = draft.payloads.map {
            (hash: Commitment.hash(salt: salt, bytes: $0.bytes), isKept: $0.kind != "large")
        }
        var bytes: [UInt8] = []
        EntryForm.append(draft, commitments: commitments, to: &bytes)
        #expect(bytes + [0x0a] == (try Vectors.bytes(Vectors.golden(name + ".json"))))
        let entry = try TrailEntry(sequence: 5, bytes: bytes)
        #expect(entry.call == draft.call && entry.type == draft.type)
        #expect(Array(entry.data) == draft.data && entry.wallNanoseconds == draft.wallNanoseconds)
        #expect(entry.payloads.map(\.kind) == draft.payloads.map(\.kind))
        #expect(entry.payloads.map(\.isKept) == commitments.map(\.isKept))
    }

    /// No byte of an entry can be changed so that it still reads as the same entry.
    @Test func noOtherBytesReadAsTheSameEntry() throws {
        let bytes = Array(try Vectors.bytes(Vectors.golden("call.json")).dropLast())
        let entry = try TrailEntry(sequence: 5, bytes: bytes)
        for index in bytes.indices {
            for bit in 0..<8 {
                var changed = bytes
                changed[index] ^= 1 << bit
                do throws(CanonicalFault) {
                    #expect(try TrailEntry(sequence: 5, bytes: changed) != entry)
                } catch { continue }
            }
        }
    }

    @Test func aNewTrailBeginsWithItsName() throws {
        let trail = try TestTrail()
        let (writer, _) = try trail.open()
        try writer.close(wallNanoseconds: TestTrail.time)
        let reader = try trail.reader()
        let first = try reader.entry(0)
        #expect(first.bytes + [0x0a] == (try Vectors.bytes(Vectors.golden("segment.json"))))
        let head = try reader.head()
        #expect(head.note == (try Vectors.bytes(Vectors.golden("head.note"))))
    }
}
