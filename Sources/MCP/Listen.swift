/// One open `subscriptions/listen` of a modern agent (2026-07-28, basic/patterns/subscriptions).
struct Listen: Sendable {
    let request: AgentRequest
    /// The lists whose changes are told.
    let lists: Set<ListKind>
    /// The resources whose updates are told, byte for byte.
    let resources: [String]

    /// Bytes of the names of its resources.
    var byteCount: Int { resources.reduce(0) { $0 + $1.utf8.count } }
}
