/// The bounds of what this room keeps for a peer. Each is far above what the programs seen need, and
/// small enough that a hostile peer costs little (design section 7.9).
package enum Limits {
    /// Requests of one agent connection that wait for their answer; more are refused.
    package static let requestsInFlight = 1024
    /// Members of an envelope, of `params` or of a `_meta`; real messages have fewer than ten.
    package static let members = 1024
    /// Bytes of an id or a progress token; kept for as long as the request is under way.
    package static let idBytes = 1024
    /// Messages in one batch of 2025-03-26.
    package static let batch = 64
    /// Lines from a server that are no message, before its first valid one; a banner has a few.
    package static let rubbishLines = 100
    /// Lines from a server that are no message, after its first valid one.
    package static let brokenLines = 10
    /// Pages of one list.
    package static let pages = 64
    /// Items of one list; the design's 2,000 tools are over all servers.
    package static let items = 4096
    /// Bytes of a page that is read when it comes: some 3 ms at worst. A longer one is given to a
    /// thread that nobody waits for.
    package static let pageReadAtOnce = 64 << 10
    /// Bytes of all pages of one list.
    package static let listBytes = 2 << 20
    /// Bytes of a cursor, which is sent back.
    package static let cursorBytes = 64 << 10
    /// `subscriptions/listen` requests open on one agent connection.
    package static let listens = 16
    /// Resources that one agent connection subscribes to.
    package static let subscribedResources = 1024
    /// Bytes of the URI of a resource that is subscribed to; real ones have a hundred.
    package static let subscribedURIBytes = 8 << 10
    /// Bytes of all URIs that one agent connection wants to hear of, those of its listens included:
    /// each is kept for as long as it is wanted.
    package static let subscribedBytes = 256 << 10
    /// Bytes of the server's opening (capabilities, instructions) that are kept.
    package static let openingBytes = 1 << 20
    /// Answers of a server to ids that nobody asked with, before it is given up.
    package static let strayAnswers = 10
    /// Ids of abandoned requests to a server, kept to know a late answer from an invented one, and
    /// as many of requests of our own that nobody waits for.
    package static let rememberedAnswers = 1024
}
