import Glibc

/// Reads the supervisor's status lines from a blocking socket, and not a byte beyond the line asked
/// for: what follows an admission may be the agent's.
struct StatusReader {
    private let socket: Int32

    init(socket: Int32) {
        self.socket = socket
    }

    /// The next status; nil at the end of the connection.
    func next() throws(TransportError) -> ShimStatus? {
        var line: [UInt8] = []
        while line.count < ShimStatus.longestLine {
            var byte: UInt8 = 0
            let count = read(socket, &byte, 1)
            if count < 0 && errno == EINTR { continue }
            guard count > 0 else { return nil }
            guard byte != 0x0a else {
                guard let status = ShimStatus(line: line[...]) else { break }
                return status
            }
            line.append(byte)
        }
        throw TransportError(
            .unreadable, "the supervisor said something else than expected: are the versions equal")
    }
}
