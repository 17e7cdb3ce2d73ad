/// The methods of the five revisions as data: who sends them, since and until when, what becomes of
/// them. The tests compare it with the published schemas.
package enum MethodTable {
    private static let every = Revision.november2024...Revision.july2026
    private static let legacy = Revision.november2024...Revision.november2025
    private static let modern = Revision.july2026...Revision.july2026
    private static let tasks = Revision.november2025...Revision.november2025

    /// One line for each method, in the order of the enum's cases.
    package static let rows: [MethodRow] = requests + serverRequests + notifications

    private static let requests: [MethodRow] = [
        ask(.initialize, "initialize", legacy, .local),
        ask(.discover, "server/discover", modern, .local, cacheable: true),
        ask(.ping, "ping", legacy, .local, direction: .both),
        ask(.toolsList, "tools/list", every, .list(.tools), cacheable: true),
        ask(.toolsCall, "tools/call", every, .call, target: "name"),
        ask(.resourcesList, "resources/list", every, .list(.resources), cacheable: true),
        ask(
            .templatesList, "resources/templates/list", every, .list(.templates),
            cacheable: true),
        ask(.resourcesRead, "resources/read", every, .read, target: "uri", cacheable: true),
        ask(.resourcesSubscribe, "resources/subscribe", legacy, .subscription, target: "uri"),
        ask(.resourcesUnsubscribe, "resources/unsubscribe", legacy, .subscription, target: "uri"),
        ask(.promptsList, "prompts/list", every, .list(.prompts), cacheable: true),
        ask(.promptsGet, "prompts/get", every, .prompt, target: "name"),
        ask(.completionComplete, "completion/complete", every, .completion),
        ask(.loggingSetLevel, "logging/setLevel", legacy, .logging),
        ask(.subscriptionsListen, "subscriptions/listen", modern, .listen),
        ask(.tasksGet, "tasks/get", tasks, .refused, direction: .both),
        ask(.tasksResult, "tasks/result", tasks, .refused, direction: .both),
        ask(.tasksList, "tasks/list", tasks, .refused, direction: .both),
        ask(.tasksCancel, "tasks/cancel", tasks, .refused, direction: .both),
    ]

    private static let serverRequests: [MethodRow] = [
        ask(
            .samplingCreateMessage, "sampling/createMessage", legacy, .refused,
            direction: .fromServer),
        ask(
            .elicitationCreate, "elicitation/create",
            Revision.june2025...Revision.november2025, .refused, direction: .fromServer),
        ask(.rootsList, "roots/list", legacy, .refused, direction: .fromServer),
    ]

    private static let notifications: [MethodRow] = [
        tell(.initialized, "notifications/initialized", legacy, .fromAgent),
        tell(.cancelled, "notifications/cancelled", every, .both, target: "requestId"),
        // In 2026-07-28 only a server reports progress; before, both sides may.
        tell(.progress, "notifications/progress", every, .both, target: "progressToken"),
        tell(.message, "notifications/message", every, .fromServer),
        tell(.toolsListChanged, "notifications/tools/list_changed", every, .fromServer),
        tell(.resourcesListChanged, "notifications/resources/list_changed", every, .fromServer),
        tell(.promptsListChanged, "notifications/prompts/list_changed", every, .fromServer),
        tell(
            .resourcesUpdated, "notifications/resources/updated", every, .fromServer,
            target: "uri"),
        tell(.rootsListChanged, "notifications/roots/list_changed", legacy, .fromAgent),
        tell(
            .subscriptionsAcknowledged, "notifications/subscriptions/acknowledged", modern,
            .fromServer),
        tell(.elicitationComplete, "notifications/elicitation/complete", tasks, .fromServer),
        tell(.tasksStatus, "notifications/tasks/status", tasks, .both),
    ]

    /// The method of that name, by bytes; a table by length first, since a line is read for each
    /// message.
    static func find(_ name: UnsafeRawBufferPointer) -> Method? {
        guard name.count < byLength.count else { return nil }
        for method in byLength[name.count] where name.equals(method.name) { return method }
        return nil
    }

    private static let byLength: [[Method]] = {
        let longest = rows.map(\.name.utf8CodeUnitCount).max() ?? 0
        var table = [[Method]](repeating: [], count: longest + 1)
        for row in rows { table[row.name.utf8CodeUnitCount].append(row.method) }
        return table
    }()

    private static func ask(
        _ method: Method, _ name: StaticString, _ revisions: ClosedRange<Revision>,
        _ kind: MethodKind, direction: MethodRow.Direction = .fromAgent,
        target: StaticString? = nil, cacheable: Bool = false
    ) -> MethodRow {
        MethodRow(
            method: method, name: name, direction: direction, isRequest: true,
            revisions: revisions, kind: kind, target: target, isCacheable: cacheable)
    }

    private static func tell(
        _ method: Method, _ name: StaticString, _ revisions: ClosedRange<Revision>,
        _ direction: MethodRow.Direction, target: StaticString? = nil
    ) -> MethodRow {
        MethodRow(
            method: method, name: name, direction: direction, isRequest: false,
            revisions: revisions, kind: nil, target: target, isCacheable: false)
    }
}
