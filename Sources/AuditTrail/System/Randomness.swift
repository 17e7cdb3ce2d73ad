import Glibc

/// Random bytes of the kernel, fetched in blocks: a salt is 32 bytes and a system call has a price.
struct Randomness {
    private var block = [UInt8](repeating: 0, count: 4096)
    private var used = 4096

    /// Appends `count` bytes; each byte of a block is given out once and then wiped.
    mutating func append(_ count: Int, to bytes: inout [UInt8]) throws(FileFault) {
        precondition(count <= block.count)
        if used + count > block.count { try refill() }
        bytes.append(contentsOf: block[used..<used + count])
        for index in used..<used + count { block[index] = 0 }
        used += count
    }

    private mutating func refill() throws(FileFault) {
        // getentropy gives at most 256 bytes a call, all of them or an error.
        for start in stride(from: 0, to: block.count, by: 256) {
            let code = block.withUnsafeMutableBytes { buffer in
                buffer.baseAddress.map { getentropy($0 + start, 256) } ?? -1
            }
            guard code == 0 else { throw FileFault("read", "the kernel's random bytes") }
        }
        used = 0
    }
}
