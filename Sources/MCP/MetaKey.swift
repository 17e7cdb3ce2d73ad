/// The keys of `_meta` that the protocol or Pullcord gives a meaning.
///
/// What survives a hop: everything but the reserved keys. Those of the modern era are taken out for a
/// legacy peer and written anew for a modern one; `progressToken` is mapped; vendor keys and
/// `traceparent` are forwarded as they came.
package enum MetaKey {
    package static let protocolVersion: StaticString = "io.modelcontextprotocol/protocolVersion"
    package static let clientInfo: StaticString = "io.modelcontextprotocol/clientInfo"
    package static let clientCapabilities: StaticString =
        "io.modelcontextprotocol/clientCapabilities"
    package static let logLevel: StaticString = "io.modelcontextprotocol/logLevel"
    package static let serverInfo: StaticString = "io.modelcontextprotocol/serverInfo"
    package static let subscriptionID: StaticString = "io.modelcontextprotocol/subscriptionId"
    package static let progressToken: StaticString = "progressToken"
    /// What Pullcord tells of a refusal: an object with `kind`, `retry` and `reference`.
    package static let refusal: StaticString = "pullcord/refusal"
    /// What Pullcord tells of a proposal that waits: `reference`, `digest`, `expires`.
    package static let pending: StaticString = "pullcord/pending"

    /// The protocol's own keys of a modern request; nothing else is taken out of a `_meta`.
    static let ofRequest: [StaticString] = [
        protocolVersion, clientInfo, clientCapabilities, logLevel,
    ]
}
