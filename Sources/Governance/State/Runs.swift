/// The runs that are open, whose connection belongs to which, and how many each agent started.
package struct Runs: Hashable, Sendable, Codable {
    package private(set) var open: [RunID: Run] = [:]
    /// The run of each connection; a run that a person ended or whose time was spent stays here,
    /// so that its connections are refused until they are opened anew.
    private(set) var membership: [ConnectionID: RunID] = [:]
    /// How runs ended whose connections are still open.
    private(set) var ended: [RunID: Run.End] = [:]
    /// When each agent's runs of the last hour started.
    private(set) var starts: [AgentName: [Moment]] = [:]
    /// The number that the next run gets.
    private(set) var nextID: UInt64 = 1

    /// No runs.
    package init() {}

    /// The run that a connection belongs to, whether it is open or ended.
    package func run(of connection: ConnectionID) -> RunID? { membership[connection] }

    /// The open run with this number.
    package subscript(id: RunID) -> Run? { open[id] }

    /// Whether the run with this number is open.
    func isOpen(_ id: RunID) -> Bool { open.index(forKey: id) != nil }

    /// The open run that a new connection of this agent would join: the newest, or with a run
    /// token the one that it started.
    func shared(by agent: AgentName, _ token: Digest? = nil) -> Run? {
        open.values.filter { $0.agent == agent && (token == nil || $0.token == token) }
            .max { $0.id < $1.id }
    }

    /// How many runs this agent started within the hour before now.
    func startsWithinHour(_ agent: AgentName, at now: Moment) -> Int {
        (starts[agent] ?? []).filter { now.since($0) < .seconds(3600) }.count
    }

    mutating func start(
        _ id: RunID, of agent: AgentName, by connection: ConnectionID?, at now: Moment,
        token: Digest? = nil
    ) {
        var run = Run(id: id, agent: agent, startedAt: now, token: token)
        if let connection {
            leave(connection)
            run.connections = [connection]
            membership[connection] = id
        }
        open[id] = run
        nextID = max(nextID, id.number + 1)
        starts[agent] = (starts[agent] ?? []).filter { now.since($0) < .seconds(3600) } + [now]
    }

    mutating func join(_ id: RunID, _ connection: ConnectionID) {
        leave(connection)
        membership[connection] = id
        open[id]?.connections.insert(connection)
    }

    mutating func leave(_ connection: ConnectionID) {
        guard let id = membership.removeValue(forKey: connection) else { return }
        open[id]?.connections.remove(connection)
        if open[id] == nil, !membership.values.contains(id) { ended[id] = nil }
    }

    mutating func end(_ id: RunID, _ reason: Run.End) {
        open[id] = nil
        if membership.values.contains(id) { ended[id] = reason }
    }

    mutating func change(_ id: RunID, _ body: (inout Run) -> Void) {
        guard let place = open.index(forKey: id) else { return }
        body(&open.values[place])
    }

    /// A restart closes every connection; the runs stay.
    mutating func dropConnections() {
        membership = [:]
        ended = [:]
        for id in open.keys { open[id]?.connections = [] }
    }
}
