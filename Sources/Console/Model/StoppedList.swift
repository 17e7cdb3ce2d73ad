package import Control
package import Governance

/// What is stopped, in a list of which agents are marked to be resumed. The cursor and the marks name
/// things, not rows.
package struct StoppedList: Hashable, Sendable {
    /// Something that is stopped.
    package enum Item: Hashable, Sendable {
        case kill(KillView)
        case freeze(ActView)
        case pause(AgentName, ActView)

        /// What it is of, whoever stopped it.
        var subject: Subject {
            switch self {
            case .kill(let kill): .kill(kill.scope)
            case .freeze: .writes
            case .pause(let agent, _): .agent(agent)
            }
        }
    }

    /// What is stopped.
    package enum Subject: Hashable, Sendable {
        case kill(ControlScope)
        case writes
        case agent(AgentName)
    }

    /// What the cursor is on.
    package var cursor: Subject?
    /// The first row on screen.
    package var top = 0
    /// The agents that are marked, each with the pause that was shown: another pause is not marked.
    package private(set) var marked: [AgentName: ActView] = [:]

    /// So many names are shown whole under the question, on the smallest screen that may decide.
    package static let most = 12

    package init() {}

    /// Marks a pause or takes the mark away; false where no more can be marked.
    mutating func mark(_ agent: AgentName, _ pause: ActView) -> Bool {
        if marked.removeValue(forKey: agent) != nil { return true }
        guard marked.count < Self.most else { return false }
        marked[agent] = pause
        return true
    }

    /// Marks fall with the pauses that they are of.
    mutating func keepMarks(of agents: [AgentView]) {
        let pauses = agents.reduce(into: [:]) { $0[$1.name] = $1.paused }
        marked = marked.filter { agent, pause in pauses[agent]?.isSame(as: pause) == true }
    }

    /// Whether the agent is marked, and this is the pause that was.
    func isMarked(_ agent: AgentName, _ pause: ActView) -> Bool {
        marked[agent]?.isSame(as: pause) == true
    }

    /// The marked agents by name.
    package var names: [AgentName] { marked.keys.sorted() }
}

extension ActView {
    /// Whether it is the same act at another look: the supervisor reads its two clocks anew for each, so
    /// that what happened once is told with another nanosecond every time.
    fileprivate func isSame(as other: ActView) -> Bool {
        let apart = at.nanoseconds(until: other.at)
        return by == other.by && reason == other.reason
            && (-500_000_000...500_000_000).contains(apart)
    }
}

extension StatusView {
    /// All that is stopped: kills, the freeze, and the agents that are paused.
    package var stopped: [StoppedList.Item] {
        kills.map { .kill($0) } + (frozen.map { [.freeze($0)] } ?? [])
            + agents.compactMap { agent in agent.paused.map { .pause(agent.name, $0) } }
    }
}
