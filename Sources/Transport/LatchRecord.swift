/// The bytes of a latch file: always the same number of them, all written anew each time. A torn write
/// breaks the checksum, and an unreadable latch counts as engaged.
struct LatchRecord: Equatable {
    static let size = 64 * 1024
    private static let magic = Array("pullcord latch 1\n".utf8)
    private static let noteStart = 64

    var isEngaged: Bool
    var note: [UInt8]

    init(isEngaged: Bool, note: [UInt8]) {
        self.isEngaged = isEngaged
        self.note = note
    }

    /// Nil where the bytes are no record.
    init?(bytes: [UInt8]) {
        guard bytes.count == LatchRecord.size, bytes.starts(with: LatchRecord.magic) else {
            return nil
        }
        var count = 0
        for byte in bytes[40..<44] { count = count << 8 | Int(byte) }
        let state = bytes[32]
        guard count <= LatchRecord.size - LatchRecord.noteStart,
            state == UInt8(ascii: "E") || (state == UInt8(ascii: "R") && count == 0),
            Array(bytes[48..<56]) == LatchRecord.checksum(bytes)
        else { return nil }
        isEngaged = state == UInt8(ascii: "E")
        note = Array(bytes[LatchRecord.noteStart..<LatchRecord.noteStart + count])
    }

    var bytes: [UInt8] {
        var bytes = [UInt8](repeating: 0, count: LatchRecord.size)
        bytes.replaceSubrange(0..<LatchRecord.magic.count, with: LatchRecord.magic)
        bytes[32] = isEngaged ? UInt8(ascii: "E") : UInt8(ascii: "R")
        for index in 0..<4 {
            bytes[40 + index] = UInt8(truncatingIfNeeded: note.count >> (24 - 8 * index))
        }
        let start = LatchRecord.noteStart
        bytes.replaceSubrange(start..<start + note.count, with: note)
        bytes.replaceSubrange(48..<56, with: LatchRecord.checksum(bytes))
        return bytes
    }

    /// FNV-1a, 64 bits, over all but the place of the checksum itself: against a torn write, not
    /// against a person.
    private static func checksum(_ bytes: [UInt8]) -> [UInt8] {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for (index, byte) in bytes.enumerated() where !(48..<56).contains(index) {
            hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3
        }
        return (0..<8).map { UInt8(truncatingIfNeeded: hash >> (56 - 8 * UInt64($0))) }
    }
}
