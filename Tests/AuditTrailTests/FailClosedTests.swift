import Glibc
import Synchronization
import Testing

@testable import AuditTrail

/// What happens to the file under an open trail is a failure, told at once and for good. A full
/// disk, a failed sync and a failed write are tried from outside (`Tests/outside/trail_*.py`).
@Suite struct FailClosedTests {
    struct Event: Sendable, CustomStringConvertible {
        let description: String
        let kind: TrailFault.Kind
        let happen: @Sendable (TestTrail) throws -> Void
    }

    static let events: [Event] = [
        Event(description: "deleted", kind: .fileChanged) { unlink($0.database) },
        Event(description: "log deleted", kind: .fileChanged) { unlink($0.database + "-wal") },
        Event(description: "renamed", kind: .fileChanged) {
            rename($0.database, $0.folder.path + "/away")
        },
        Event(description: "replaced", kind: .fileChanged) { trail in
            let copy = try Vectors.bytes(trail.database)
            try Attacker.overwrite(trail.folder.path + "/copy", with: copy)
            rename(trail.folder.path + "/copy", trail.database)
        },
        Event(description: "written over", kind: .fileChanged) { trail in
            let copy = try Vectors.bytes(trail.database)
            try Attacker.overwrite(trail.database, with: copy + [0])
        },
        Event(description: "given a second name", kind: .fileChanged) { trail in
            link(trail.database, trail.folder.path + "/second")
        },
    ]

    @Test(arguments: events) func nothingIsAcceptedAfter(_ event: Event) throws {
        var trail = try TestTrail()
        // What notices it is the append, not a signature a second later.
        trail.options.signEvery = .seconds(3_600)
        let witnessed = Witnessed()
        let (writer, _) = try trail.open(witnessed)
        _ = try writer.append(TestTrail.call(1), urgency: .now)
        try writer.flush()
        try event.happen(trail)
        _ = try writer.append(TestTrail.call(2), urgency: .now)
        #expect(throws: TrailError.self) { try writer.flush() }
        let fault = try #require(witnessed.fault.withLock { $0 })
        #expect(fault.kind == event.kind && fault.firstLost == 3)
        #expect(witnessed.through.withLock { $0 } == 2, "nothing more was called durable")
        #expect(throws: TrailError.failed(fault)) {
            try writer.append(TestTrail.call(3), urgency: .now)
        }
        #expect(throws: TrailError.failed(fault)) {
            try writer.close(wallNanoseconds: TestTrail.time)
        }
    }

    @Test func aSecondWriterIsRefused() throws {
        let trail = try TestTrail()
        let (writer, _) = try trail.open()
        #expect(throws: TrailError.inUse(folder: trail.path)) { try trail.open() }
        try writer.close(wallNanoseconds: TestTrail.time)
        let (again, _) = try trail.open()
        try again.close(wallNanoseconds: TestTrail.time)
    }

    @Test(arguments: [mode_t(0o755), 0o750, 0o701]) func anOpenFolderIsRefused(_ mode: mode_t)
        throws
    {
        let trail = try TestTrail()
        mkdir(trail.path, 0o700)
        chmod(trail.path, mode)
        #expect(throws: TrailError.self) { try trail.open() }
    }

    @Test func theQueueIsBounded() throws {
        var trail = try TestTrail()
        trail.options.queuedEntries = 10
        trail.options.patience = .seconds(3_600)
        let (writer, _) = try trail.open()
        for number in UInt64(0)..<5 {
            _ = try writer.append(TestTrail.call(number), urgency: .soon)
        }
        #expect(throws: TrailError.queueFull(limit: "10 entries")) {
            try writer.append(TestTrail.call(6), urgency: .now)
        }
        try writer.flush()
        #expect(try writer.append(TestTrail.call(6), urgency: .soon) == 11...12)
        try writer.close(wallNanoseconds: TestTrail.time)
    }

    @Test func entriesThatReadersCouldNotReadAreRefused() throws {
        let trail = try TestTrail()
        let (writer, _) = try trail.open()
        let time = TestTrail.time
        let bad: [EntryDraft] = [
            EntryDraft(type: "Call.made", wallNanoseconds: time),
            EntryDraft(type: "call", wallNanoseconds: time),
            EntryDraft(type: "call.made", wallNanoseconds: -1),
            EntryDraft(
                type: "call.made", data: Array("{\"b\":1,\"a\":2}".utf8), wallNanoseconds: 0),
            EntryDraft(
                type: "call.made", data: Array("{\"a\":1,\"a\":2}".utf8), wallNanoseconds: 0),
            EntryDraft(type: "call.made", data: Array("{\"a\":1.5}".utf8), wallNanoseconds: 0),
            EntryDraft(type: "call.made", data: Array("{\"a\":01}".utf8), wallNanoseconds: 0),
            EntryDraft(type: "call.made", data: Array("{\"a\": 1}".utf8), wallNanoseconds: 0),
            EntryDraft(type: "call.made", data: Array("{\"é\":1}".utf8), wallNanoseconds: 0),
            EntryDraft(
                type: "call.made", data: Array("{\"a\":\"\\u0041\"}".utf8), wallNanoseconds: 0),
            EntryDraft(
                type: "call.made", data: Array("{\"a\":\"".utf8) + [0xff, 0x22, 0x7d],
                wallNanoseconds: 0),
            EntryDraft(type: "call.made", data: Array("[]".utf8), wallNanoseconds: 0),
            EntryDraft(type: "call.made", data: Array("{}{}".utf8), wallNanoseconds: 0),
            EntryDraft(
                type: "call.made", data: Array("{\"a\":9007199254740992}".utf8),
                wallNanoseconds: 0),
            EntryDraft(
                type: "call.made",
                data: Array(
                    ("{\"a\":\"" + String(repeating: "x", count: 65_535)
                        + "\"}").utf8), wallNanoseconds: 0),
            EntryDraft(
                type: "call.made",
                payloads: [PayloadDraft(kind: "A\"", bytes: [])], wallNanoseconds: 0),
        ]
        for draft in bad {
            #expect(throws: TrailError.self, "\(String(decoding: draft.data, as: UTF8.self))") {
                try writer.append([draft], urgency: .now)
            }
        }
        #expect(throws: TrailError.draft(.empty)) { try writer.append([], urgency: .now) }
        try writer.close(wallNanoseconds: TestTrail.time)
        #expect(try trail.reader().head().size == 2, "none of them left a trace")
    }

    @Test func aKeyFileThatOthersMayReadIsRefused() throws {
        let folder = try TestFolder()
        let path = folder.path + "/key"
        let (key, isNew) = try TrailKey.load(path: path, createIfAbsent: true)
        let (again, isOld) = try TrailKey.load(path: path, createIfAbsent: false)
        #expect(isNew && !isOld)
        #expect(key.verifier(origin: "a") == again.verifier(origin: "a"))
        for mode in [mode_t(0o640), 0o604, 0o620] {
            chmod(path, mode)
            #expect(throws: TrailError.self) { try TrailKey.load(path: path, createIfAbsent: true) }
        }
        chmod(path, 0o600)
        symlink(path, folder.path + "/link")
        for bad in [folder.path + "/link", folder.path, folder.path + "/none"] {
            #expect(throws: TrailError.self) { try TrailKey.load(path: bad, createIfAbsent: false) }
        }
        try Attacker.overwrite(path, with: [1, 2, 3])
        #expect(throws: TrailError.self) { try TrailKey.load(path: path, createIfAbsent: true) }
    }
}
