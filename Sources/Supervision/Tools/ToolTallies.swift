import Governance

/// What was seen of the calls of each tool of the policy in force.
///
/// Bounded by the policy: a tool that it does not name any more takes its numbers with it, and calls of
/// tools that it never named are counted together. Each tool has a place, by which a call is counted
/// without looking for its name; places change with the policy alone.
struct ToolTallies: Hashable, Sendable {
    /// The tools in the order of their names; a tool's place is its index.
    private(set) var names: [ToolName] = []
    private var places: [ToolName: Int] = [:]
    private var tallies: [ToolTally] = []
    /// Calls that named no tool of the policy.
    private(set) var strangers: UInt64 = 0

    init(_ policy: Policy?) {
        if let policy { follow(policy) }
    }

    subscript(place: Int) -> ToolTally { tallies[place] }

    /// Where a tool is counted; nil for one that the policy does not name.
    func place(of tool: ToolName) -> Int? { places[tool] }

    /// The first place whose tool does not come before this one.
    func firstPlace(from tool: ToolName) -> Int {
        var (low, high) = (0, names.count)
        while low < high {
            let middle = (low + high) / 2
            if names[middle] < tool { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// Another policy came into force: all places are new.
    mutating func follow(_ policy: Policy) {
        let (old, before) = (places, tallies)
        names = policy.tools.keys.sorted()
        tallies = names.map { name in old[name].map { before[$0] } ?? ToolTally() }
        places = Dictionary(uniqueKeysWithValues: zip(names, names.indices))
    }

    /// An agent proposed a call of the tool in a place; nil is none of the policy's.
    mutating func proposed(_ place: Int?, _ ruling: Ruling, at now: Moment) {
        guard let place else {
            strangers += 1
            return
        }
        tallies[place].proposed(ruling, at: now)
    }

    mutating func denied(_ place: Int, at now: Moment) {
        tallies[place].denied(at: now)
    }

    mutating func ended(_ place: Int, isError: Bool, took: Int64?, at now: Moment) {
        tallies[place].ended(isError: isError, took: took, at: now)
    }
}
