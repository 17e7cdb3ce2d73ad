/// Who wants to hear of a resource: a wish that begins and ends as one.
package enum ResourceHolder: Hashable, Sendable {
    /// `resources/subscribe` of a connection: any number of them is one wish.
    case subscriber(connection: UInt64)
    /// A `subscriptions/listen` of a connection, by the agent's id of it.
    case listen(connection: UInt64, RequestID)

    var connection: UInt64 {
        switch self {
        case .subscriber(let connection), .listen(let connection, _): connection
        }
    }
}
