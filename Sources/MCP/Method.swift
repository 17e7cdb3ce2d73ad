/// Every method that a revision knows, in either direction; an unknown one has no case.
package enum Method: UInt8, CaseIterable, Sendable, Hashable {
    // Requests of an agent.
    case initialize, discover, ping
    case toolsList, toolsCall
    case resourcesList, templatesList, resourcesRead, resourcesSubscribe, resourcesUnsubscribe
    case promptsList, promptsGet
    case completionComplete, loggingSetLevel, subscriptionsListen
    case tasksGet, tasksResult, tasksList, tasksCancel
    // Requests of a server, legacy only.
    case samplingCreateMessage, elicitationCreate, rootsList
    // Notifications.
    case initialized, cancelled, progress, message
    case toolsListChanged, resourcesListChanged, promptsListChanged, resourcesUpdated
    case rootsListChanged, subscriptionsAcknowledged, elicitationComplete, tasksStatus

    /// The facts of the method: name, directions, revisions, what becomes of it.
    package var row: MethodRow { MethodTable.rows[Int(rawValue)] }

    /// The name on the wire.
    package var name: StaticString { row.name }

    /// The method with that name on the wire, compared by bytes.
    package init?(name: UnsafeRawBufferPointer) {
        guard let method = MethodTable.find(name) else { return nil }
        self = method
    }
}
