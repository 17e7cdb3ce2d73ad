/// What the protocol and Pullcord say of one method; a line of `MethodTable`.
package struct MethodRow: Sendable {
    /// Which side sends it.
    package enum Direction: Sendable, Hashable {
        case fromAgent, fromServer, both
    }

    /// The method this line is of.
    package let method: Method
    /// The name on the wire.
    package let name: StaticString
    /// Who may send it.
    package let direction: Direction
    /// A request is answered, a notification never.
    package let isRequest: Bool
    /// First and last revision that know it.
    package let revisions: ClosedRange<Revision>
    /// What becomes of a request; nil for a notification.
    package let kind: MethodKind?
    /// The member of `params` that names what the request is about, where one does.
    package let target: StaticString?
    /// Whether its result must carry `ttlMs` and `cacheScope` in 2026-07-28
    /// (server/utilities/caching).
    package let isCacheable: Bool

    /// Whether `revision` knows the method.
    package func isKnown(in revision: Revision) -> Bool { revisions.contains(revision) }
}
