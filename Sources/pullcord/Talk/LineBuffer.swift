/// Cuts what arrives into lines, each of at most `limit` bytes.
struct LineBuffer {
    /// What has arrived and was not taken yet; the reader appends to it.
    var bytes: [UInt8] = []
    private let limit: Int
    /// What is before this holds no line end.
    private var searched = 0

    init(limit: Int) {
        self.limit = limit
    }

    /// Whether another read may be appended before a line ends.
    var hasRoom: Bool { bytes.count <= limit }

    /// Whether a whole line lies ready.
    var hasLine: Bool { bytes[searched...].contains(UInt8(ascii: "\n")) }

    /// The next whole line without its end; nil when none has arrived.
    mutating func next() -> [UInt8]? {
        guard let end = bytes[searched...].firstIndex(of: UInt8(ascii: "\n")) else {
            searched = bytes.count
            return nil
        }
        defer {
            bytes.removeSubrange(...end)
            searched = 0
        }
        return Array(bytes[..<end])
    }
}
