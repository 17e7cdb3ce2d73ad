/// The last bytes of an endless stream, at most `capacity` of them.
struct ByteTail {
    let capacity: Int
    private var bytes: [UInt8] = []
    private var next = 0

    init(capacity: Int) {
        self.capacity = capacity
    }

    /// What is kept, oldest first.
    var contents: [UInt8] {
        bytes.count < capacity ? bytes : Array(bytes[next...] + bytes[..<next])
    }

    mutating func append(_ chunk: UnsafeRawBufferPointer) {
        let kept = UnsafeRawBufferPointer(rebasing: chunk.suffix(capacity))
        let grown = min(capacity - bytes.count, kept.count)
        bytes.append(contentsOf: kept[..<grown])
        overwrite(UnsafeRawBufferPointer(rebasing: kept[grown...]))
    }

    /// Bytes for a tail that is full, in at most two blocks: a flood is taken on the loop.
    private mutating func overwrite(_ rest: UnsafeRawBufferPointer) {
        guard !rest.isEmpty else { return }
        let toEnd = min(capacity - next, rest.count)
        bytes.withUnsafeMutableBytes { target in
            target[next..<next + toEnd].copyBytes(from: rest[..<toEnd])
            target[..<(rest.count - toEnd)].copyBytes(from: rest[toEnd...])
        }
        next = (next + rest.count) % capacity
    }
}
