/// What the supervisor says to a shim over the agent socket, a line each.
enum ShimStatus: Equatable {
    /// The agent is admitted.
    case admitted
    /// The descriptors cannot be used here: relay the bytes over this socket.
    case relay
    /// No, or no more; the words are for the person at the shim.
    case refused([UInt8])

    /// Longest line, newline included.
    static let longestLine = 4096

    var line: [UInt8] {
        switch self {
        case .admitted: [UInt8(ascii: "+"), UInt8(ascii: "\n")]
        case .relay: [UInt8(ascii: "="), UInt8(ascii: "\n")]
        case .refused(let words):
            [UInt8(ascii: "-")]
                + words.prefix(ShimStatus.longestLine - 2).map { $0 == 0x0a ? 0x20 : $0 }
                + [UInt8(ascii: "\n")]
        }
    }

    /// Reads a line without its newline; nil where it is none of ours.
    init?(line: ArraySlice<UInt8>) {
        switch (line.first, line.count) {
        case (UInt8(ascii: "+"), 1): self = .admitted
        case (UInt8(ascii: "="), 1): self = .relay
        case (UInt8(ascii: "-"), _): self = .refused(Array(line.dropFirst()))
        default: return nil
        }
    }
}
