/// What one channel may hold in memory and when it stops reading.
package struct LineLimits: Sendable, Hashable {
    /// Longest line in bytes, without its newline. A longer one is skipped with one fault.
    package var line: Int
    /// Bytes waiting to be written beyond which no further line is taken.
    package var pending: Int
    /// Bytes waiting to be written from which `isWritable` is false; at half of it, it is true again.
    package var highWater: Int
    /// Whether reading stops while `isWritable` is false: a peer that does not take answers may ask
    /// no more. Never for a server: it may itself wait for us to read before it reads on.
    package var pausesReading: Bool

    package init(line: Int, pending: Int, highWater: Int, pausesReading: Bool) {
        self.line = line
        self.pending = pending
        self.highWater = highWater
        self.pausesReading = pausesReading
    }

    /// An agent: requests are small; together with what waits for it, under 8 MiB if it is hostile.
    package static let agent = LineLimits(
        line: 4 << 20, pending: 3 << 20, highWater: 256 << 10, pausesReading: true)
    /// A server: its longest line, or what waits for one that does not read, stays under 8 MiB.
    package static let server = LineLimits(
        line: 7 << 20, pending: 2 << 20, highWater: 1 << 20, pausesReading: false)
    /// An operator's client: requests are tiny, the feed it is sent is not.
    package static let control = LineLimits(
        line: 1 << 20, pending: 4 << 20, highWater: 1 << 20, pausesReading: true)
}
