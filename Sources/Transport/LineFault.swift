/// What went wrong on a channel without ending it.
package enum LineFault: Sendable, Hashable, CustomStringConvertible {
    /// A line passed `limit` bytes; the rest of it is skipped and reading goes on after it.
    case tooLong(limit: Int)
    /// The input ended inside a line of which `count` bytes had come.
    case cutOff(count: Int)
    /// A line was refused because `limit` bytes already wait: the peer does not read. Told once until
    /// the queue is empty again.
    case writeQueueFull(limit: Int)
    /// The peer cannot be written to any more; what waited is dropped. Reading goes on.
    case writeFailed(errno: Int32)

    package var description: String {
        switch self {
        case .tooLong(let limit): "a line is longer than the limit of \(limit) bytes"
        case .cutOff(let count): "the input ended inside a line, after \(count) bytes of it"
        case .writeQueueFull(let limit): "the peer does not read: \(limit) bytes wait for it"
        case .writeFailed(let number):
            "the peer cannot be written to: \(TransportError.words(for: number))"
        }
    }
}

/// Why a channel is closed.
package enum LineChannelEnd: Sendable, Hashable {
    /// By its owner, after all was written.
    case closed
    /// By its owner, with this many bytes unwritten: the peer did not read in time, or was not asked.
    case discarded(bytes: Int)
    /// The process whose life stands for the connection is gone.
    case peerGone
    /// Reading failed.
    case failed(errno: Int32)
}
