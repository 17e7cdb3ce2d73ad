import Glibc
import Testing

@testable import Transport

struct LatchFileTests {
    @Test func theLatchHoldsOverReopening() throws {
        let path = try temporaryDirectory() + "/latch"
        #expect(try LatchFile.open(path: path).read() == .released)
        try LatchFile.open(path: path).engage(note: Array("everything, by ana".utf8))
        #expect(
            try LatchFile.open(path: path).read()
                == .engaged(note: Array("everything, by ana".utf8)))
        try LatchFile.open(path: path).engage(note: [])
        #expect(try LatchFile.open(path: path).read() == .engaged(note: []))
        try LatchFile.open(path: path).release()
        #expect(try LatchFile.open(path: path).read() == .released)
    }

    @Test func itIsOverwrittenInPlace() throws {
        let path = try temporaryDirectory() + "/latch"
        let latch = try LatchFile.open(path: path)
        var before = stat()
        var after = stat()
        #expect(stat(path, &before) == 0)
        try latch.engage(note: [UInt8](repeating: 0x61, count: LatchFile.longestNote))
        #expect(stat(path, &after) == 0)
        #expect(before.st_ino == after.st_ino)
        #expect(before.st_size == after.st_size)
        #expect(before.st_blocks == after.st_blocks && before.st_blocks * 512 >= before.st_size)
        #expect(before.st_mode & 0o777 == 0o600)
    }

    @Test func aNoteThatIsTooLongIsRefusedAndChangesNothing() throws {
        let latch = try LatchFile.open(path: try temporaryDirectory() + "/latch")
        let note = [UInt8](repeating: 0x61, count: LatchFile.longestNote + 1)
        let error = #expect(throws: TransportError.self) { try latch.engage(note: note) }
        #expect(error?.code == .tooLong)
        #expect(latch.read() == .released)
    }

    /// A single changed byte anywhere that matters, or a missing end, is "unreadable": never "released".
    @Test(arguments: [0, 16, 32, 33, 40, 43, 48, 55, 64, 70, 500, 65_535])
    func aDamagedLatchIsNeverReleased(offset: Int) throws {
        let path = try temporaryDirectory() + "/latch"
        let latch = try LatchFile.open(path: path)
        try latch.engage(note: Array("note".utf8))
        let file = open(path, O_RDWR)
        defer { close(file) }
        var byte: UInt8 = 0
        #expect(pread(file, &byte, 1, offset) == 1)
        byte ^= 0x17
        #expect(pwrite(file, &byte, 1, offset) == 1)
        guard case .unreadable = latch.read() else {
            Issue.record("a latch damaged at \(offset) reads as \(latch.read())")
            return
        }
    }

    @Test(arguments: [0, 100, 65_535]) func aLatchCutShortIsUnreadable(size: Int) throws {
        let path = try temporaryDirectory() + "/latch"
        let latch = try LatchFile.open(path: path)
        #expect(truncate(path, size) == 0)
        guard case .unreadable = try LatchFile.open(path: path).read() else {
            Issue.record("a latch of \(size) bytes reads as \(latch.read())")
            return
        }
        try latch.engage(note: [1])
        #expect(latch.read() == .engaged(note: [1]))
    }

    @Test(arguments: ["directory", "link", "open to all"])
    func whatIsNoLatchOfOursIsRefused(kind: String) throws {
        let path = try temporaryDirectory() + "/latch"
        switch kind {
        case "directory": #expect(mkdir(path, 0o700) == 0)
        case "link": #expect(symlink("/etc/passwd", path) == 0)
        default:
            _ = try LatchFile.open(path: path)
            #expect(chmod(path, 0o644) == 0)
        }
        #expect(throws: TransportError.self) { try LatchFile.open(path: path) }
    }

    @Test func aSecondLockIsRefusedWithItsHolder() throws {
        let path = try temporaryDirectory() + "/lock"
        let first = try FileLock(path: path)
        let error = #expect(throws: TransportError.self) { _ = try FileLock(path: path) }
        #expect(error?.code == .inUse)
        #expect(error?.message.contains("process \(getpid())") == true)
        _ = consume first
        _ = try FileLock(path: path)
    }
}
