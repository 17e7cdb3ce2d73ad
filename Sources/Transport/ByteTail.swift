/// The last bytes of an endless stream, at most `capacity` of them, and how many there were in all.
struct ByteTail {
    let capacity: Int
    private var bytes: [UInt8] = []
    private var next = 0
    private(set) var total: UInt64 = 0

    init(capacity: Int) {
        self.capacity = capacity
    }

    /// What is kept, oldest first.
    var contents: [UInt8] {
        bytes.count < capacity ? bytes : Array(bytes[next...] + bytes[..<next])
    }

    mutating func append(_ chunk: UnsafeRawBufferPointer) {
        total += UInt64(chunk.count)
        for byte in chunk.suffix(capacity) {
            if bytes.count < capacity {
                bytes.append(byte)
            } else {
                bytes[next] = byte
                next = (next + 1) % capacity
            }
        }
    }
}
