import Synchronization
import Testing

@testable import AuditTrail

/// Each attack of audit reference section 7.3, and the word that it must be called by.
@Suite struct TamperTests {
    struct Attack: Sendable, CustomStringConvertible {
        let description: String
        let finding: TrailFinding.Kind
        let strike: @Sendable (Attacker) throws -> Void

        init(
            _ name: String, _ finding: TrailFinding.Kind,
            _ strike: @escaping @Sendable (Attacker) throws -> Void
        ) {
            description = name
            self.finding = finding
            self.strike = strike
        }
    }

    static let attacks: [Attack] = [
        Attack("bit flip in an entry", .entryChanged) {
            try $0.change("bundle", "entries", row: 101) { $0[90] ^= 1 }
        },
        Attack("bit flip in an entry behind the last tile", .endChanged) {
            try $0.change("bundle", "entries", row: 701) { $0[90] ^= 1 }
        },
        Attack("time of an entry moved", .entryChanged) {
            try $0.change("bundle", "entries", row: 101) { bytes in
                let time = Array("\"time\":\"17".utf8)
                let place = bytes.indices.first { bytes[$0...].starts(with: time) } ?? 0
                bytes[place + time.count - 1] = UInt8(ascii: "8")
            }
        },
        Attack("bit flip in a payload", .payloadChanged) {
            try $0.change("payload", "pack", row: 101 << 4) { $0[45] ^= 1 }
        },
        Attack("bit flip in a salt", .payloadChanged) {
            try $0.change("payload", "pack", row: 101 << 4) { $0[9] ^= 1 }
        },
        Attack("bit flip in a tile", .tileChanged) {
            try $0.change("tile", "hashes", row: 1) { $0[777] ^= 1 }
        },
        Attack("bit flip in the root of a tile", .tileChanged) {
            try $0.change("tile", "root", row: 0) { $0[7] ^= 1 }
        },
        Attack("tile deleted", .tileChanged) { try $0.execute("DELETE FROM tile WHERE id = 1") },
        Attack("bit flip in the head", .headChanged) {
            try $0.change("head", "root", row: 1) { $0[7] ^= 1 }
        },
        Attack("size of the head moved", .endCut) {
            try $0.execute("UPDATE head SET size = size + 5")
        },
        Attack("bit flip in the note", .noteInvalid) {
            try $0.change("head", "note", row: 1) { $0[$0.count - 30] ^= 1 }
        },
        Attack("bit flip in a kept checkpoint", .checkpointInvalid) {
            let size = try $0.number("SELECT min(size) FROM checkpoint")
            try $0.change("checkpoint", "note", row: size) { $0[3] ^= 1 }
        },
        Attack("row deleted in the middle", .entriesMissing) {
            try $0.execute("DELETE FROM bundle WHERE first = 101")
        },
        Attack("tail cut", .endCut) { try $0.execute("DELETE FROM bundle WHERE first >= 701") },
        Attack("two rows swapped", .entriesSwapped) { try $0.swap("bundle", "entries", 101, 103) },
        Attack("payloads of two calls swapped", .payloadsSwapped) {
            try $0.swap("payload", "pack", 101 << 4, 103 << 4)
        },
        Attack("payload deleted", .payloadMissing) {
            try $0.execute("DELETE FROM payload WHERE id = \(101 << 4)")
        },
        Attack("payload wiped without a record", .erasedWithoutRecord) {
            try $0.change("payload", "pack", row: 101 << 4) { bytes in
                bytes = PayloadPack.erasing([101 << 4], in: bytes, first: 101 << 4) ?? bytes
            }
        },
        Attack("call hidden from the index", .indexChanged) {
            try $0.execute("DELETE FROM call WHERE call = 50")
        },
        Attack("key replaced", .keyReplaced) { attacker in
            let key = try #require(TrailKey(seed: [UInt8](repeating: 9, count: 32)))
            let verifier = key.verifier(origin: attacker.trail.origin)
            try attacker.execute("UPDATE segment SET vkey = '\(verifier.vkey)'")
        },
    ]

    @Test(arguments: attacks) func isNamed(_ attack: Attack) throws {
        let trail = try TestTrail.copy()
        #expect(Self.verdict(of: trail).isConsistent)
        try attack.strike(try Attacker(trail))
        let verdict = Self.verdict(of: trail)
        #expect(verdict.findings.map(\.kind).contains(attack.finding), "\(verdict.findings)")
        #expect(!verdict.isConsistent && verdict.summary.hasPrefix("NOT CONSISTENT"))
    }

    @Test func aHealthyTrailClaimsNoMoreThanWasShown() throws {
        let trail = try TestTrail()
        try trail.write(calls: 0..<20)
        let note = try trail.reader().head().note
        try trail.write(calls: 20..<300)
        let alone = Self.verdict(of: trail)
        #expect(alone.isConsistent)
        #expect(
            alone.summary.contains("not compared with anything outside this machine"))
        let compared = Self.verdict(of: trail, outside: [note])
        #expect(compared.isConsistent && compared.comparedWith == [42])
        #expect(!compared.summary.contains("not compared"))
    }

    /// With the key and the disk an attacker can make another whole log: only a head that was kept
    /// elsewhere shows it.
    @Test func aLogMadeAnewWithTheKeyIsOnlySeenFromOutside() throws {
        let real = try TestTrail()
        try real.write(calls: 0..<300)
        let note = try real.reader().head().note
        let forged = try TestTrail()
        let (writer, _) = try forged.open()
        for number in UInt64(0)..<300 {
            let drafts = TestTrail.call(number == 5 ? 6 : number)
            _ = try writer.append(drafts, urgency: .now)
        }
        try writer.close(wallNanoseconds: TestTrail.time)
        #expect(Self.verdict(of: forged).isConsistent)
        let seen = Self.verdict(of: forged, outside: [note])
        #expect(seen.findings.map(\.kind) == [.notExtended])
    }

    @Test func aTailCutAndSignedAgainIsOnlySeenFromOutside() throws {
        let real = try TestTrail()
        try real.write(calls: 0..<300)
        let note = try real.reader().head().note
        let cut = try TestTrail()
        try cut.write(calls: 0..<200)
        #expect(Self.verdict(of: cut).isConsistent)
        #expect(Self.verdict(of: cut, outside: [note]).findings.map(\.kind) == [.rolledBack])
    }

    @Test func anOldCopyPutBackIsRefused() throws {
        let trail = try TestTrail()
        try trail.write(calls: 0..<20)
        let old = try Vectors.bytes(trail.database)
        try trail.write(calls: 20..<40)
        try Attacker.overwrite(trail.database, with: old)
        let verdict = TrailVerifier(
            folder: trail.path, pinned: trail.key.verifier(origin: trail.origin),
            witnessPath: trail.witness
        ).verify()
        #expect(verdict.findings.map(\.kind) == [.rolledBack])
        #expect(throws: TrailError.self) { try trail.open() }
        do { _ = try trail.open() } catch {
            #expect("\(error)".contains("an old copy was put back"))
        }
    }

    @Test func theTrailOfAnotherLogIsRefused() throws {
        let trail = try TestTrail()
        try trail.write(calls: 0..<20)
        let other = try TestTrail(origin: "pullcord.local/other/trail")
        try other.write(calls: 0..<20)
        try Attacker.overwrite(trail.database, with: try Vectors.bytes(other.database))
        #expect(Self.verdict(of: trail).findings.map(\.kind).contains(.otherLog))
        #expect(
            throws: TrailError.otherLog(expected: trail.origin, found: other.origin)
        ) { try trail.open() }
    }

    @Test func theWriterExtendsNothingThatWasChanged() throws {
        for attack in Self.attacks
        where [.endChanged, .headChanged, .noteInvalid, .endCut, .keyReplaced]
            .contains(attack.finding)
        {
            let trail = try TestTrail.copy()
            try attack.strike(try Attacker(trail))
            #expect(throws: TrailError.self, "\(attack)") { try trail.open() }
        }
    }

    static func verdict(of trail: TestTrail, outside: [[UInt8]] = []) -> TrailVerdict {
        TrailVerifier(
            folder: trail.path, pinned: trail.key.verifier(origin: trail.origin),
            outside: outside
        ).verify()
    }
}
