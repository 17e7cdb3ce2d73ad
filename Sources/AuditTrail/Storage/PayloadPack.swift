/// The payloads of one commit in one row: for each a record of
/// `number[4] ‖ length[4] ‖ salt[32] ‖ bytes`, big-endian, one after the other.
///
/// `number` is the payload's key less the row's key; its top bit says that salt and bytes were
/// erased (they are zeros), the next that only the commitment was kept (there are no bytes).
enum PayloadPack {
    static let headerBytes = 40
    static let erased: UInt32 = 0x8000_0000
    static let commitmentOnly: UInt32 = 0x4000_0000
    /// A row is closed when it is this long, so that reading one payload stays cheap.
    static let rowBytes = 64 << 10

    struct Record {
        let id: Int64
        let flags: UInt32
        /// Where the salt begins in the pack.
        let saltOffset: Int
        let length: Int

        var isErased: Bool { flags & PayloadPack.erased != 0 }
        var isCommitmentOnly: Bool { flags & PayloadPack.commitmentOnly != 0 }
        var salt: Range<Int> { saltOffset..<saltOffset + Commitment.saltByteCount }
        var bytes: Range<Int> { salt.upperBound..<salt.upperBound + length }
    }

    /// The key of a payload: entry and place in it.
    static func id(sequence: UInt64, index: Int) -> Int64 { Int64(sequence) << 4 | Int64(index) }

    static func sequence(of id: Int64) -> UInt64 { UInt64(id >> 4) }

    static func append(_ number: UInt32, to pack: inout [UInt8]) {
        withUnsafeBytes(of: number.bigEndian) { pack.append(contentsOf: $0) }
    }

    /// All records, or nil where the bytes are no pack.
    static func records(in pack: UnsafeRawBufferPointer, first: Int64) -> [Record]? {
        var records: [Record] = []
        var offset = 0
        while offset < pack.count {
            guard pack.count - offset >= headerBytes else { return nil }
            let number = UInt32(
                bigEndian: pack.loadUnaligned(fromByteOffset: offset, as: UInt32.self))
            let length = Int(
                UInt32(bigEndian: pack.loadUnaligned(fromByteOffset: offset + 4, as: UInt32.self)))
            guard pack.count - offset - headerBytes >= length else { return nil }
            records.append(
                Record(
                    id: first + Int64(number & ~(erased | commitmentOnly)),
                    flags: number & (erased | commitmentOnly), saltOffset: offset + 8,
                    length: length))
            offset += headerBytes + length
        }
        return records
    }

    /// The pack with salt and bytes of these payloads gone; nil where one of them is not there.
    static func erasing(_ ids: Set<Int64>, in pack: [UInt8], first: Int64) -> [UInt8]? {
        guard let records = pack.withUnsafeBytes({ records(in: $0, first: first) }) else {
            return nil
        }
        var rest = ids
        var result = pack
        for record in records where rest.remove(record.id) != nil {
            result[record.saltOffset - 8] |= UInt8(erased >> 24)
            for index in record.saltOffset..<record.bytes.upperBound { result[index] = 0 }
        }
        return rest.isEmpty ? result : nil
    }
}
