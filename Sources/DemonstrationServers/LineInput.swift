import Glibc

/// Standard input, line by line.
struct LineInput {
    /// A line that is longer ends the server: its clients write a few hundred bytes.
    private static let longest = 1 << 20
    private var bytes: [UInt8] = []

    /// The next line without its end; nil at the end of input.
    mutating func next() -> [UInt8]? {
        while true {
            if let end = bytes.firstIndex(of: UInt8(ascii: "\n")) {
                defer { bytes.removeSubrange(...end) }
                return Array(bytes[..<end])
            }
            guard bytes.count <= LineInput.longest, readMore() else { return nil }
        }
    }

    private mutating func readMore() -> Bool {
        var chunk = [UInt8](repeating: 0, count: 64 * 1024)
        while true {
            let count = read(STDIN_FILENO, &chunk, chunk.count)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return false }
            bytes.append(contentsOf: chunk[..<count])
            return true
        }
    }
}
