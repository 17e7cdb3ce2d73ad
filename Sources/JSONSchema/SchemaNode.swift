import JSON
import Pattern

/// A compiled schema: its checks in order. Other nodes are named by their number.
struct SchemaNode: Sendable {
    /// JSON pointer from the document's root.
    let location: String
    var checks: [Check] = []

    /// One keyword.
    struct Check: Sendable {
        let keyword: String
        let rule: Rule
    }
}

/// What a keyword asks for.
indirect enum Rule: Sendable {
    /// The schema `false`.
    case never
    /// What cannot be checked, and the one kind of value that it speaks of, if it is one.
    case unknown(JSONKind?)
    case type(TypeSet)
    case oneOfValues(ValueSet)
    case multiple(ExactDivisor, spelling: String)
    case bound(Bound, JSONNumber)
    case length(Quantity, Int)
    case itemCount(Quantity, Int)
    case memberCount(Quantity, Int)
    case pattern(Pattern)
    case uniqueItems
    /// The first elements each have a node; all others share one.
    case items(first: [Int], rest: Int?)
    case contains(Int, least: Int, most: Int?)
    case required([String])
    case requiredWith([Dependency<[String]>])
    case schemaWith([Dependency<Int>])
    /// Draft-07's `dependencies` with both kinds.
    case dependencies([Dependency<[String]>], [Dependency<Int>])
    case members(MemberRules)
    case names(Int)
    case all([Int])
    case any([Int])
    case one([Int])
    case not(Int)
    case condition(Int, then: Int?, else: Int?)
    case reference(Int)
}

extension Rule {
    /// The side on which a number is bounded.
    enum Bound: Sendable {
        case atLeast, atMost, above, below
    }

    /// The side on which a count is bounded.
    enum Quantity: Sendable {
        case atLeast, atMost
    }

    /// What is asked for where a member is present.
    struct Dependency<Wanted: Sendable>: Sendable {
        let name: String
        let wanted: Wanted
    }

    /// `properties`, `patternProperties` and `additionalProperties`, which look at one another.
    struct MemberRules: Sendable {
        var named: [ExactText: Int] = [:]
        /// A pattern is nil where it was not compiled: it may match any name or none.
        var patterned: [(pattern: Pattern?, node: Int)] = []
        var others: Int?
    }

    /// The nodes that are checked against the same part of the value.
    var nodesInPlace: [Int] {
        switch self {
        case .all(let nodes), .any(let nodes), .one(let nodes): nodes
        case .not(let node), .reference(let node): [node]
        case .condition(let node, let then, let otherwise):
            [node] + [then, otherwise].compactMap { $0 }
        case .schemaWith(let dependencies), .dependencies(_, let dependencies):
            dependencies.map(\.wanted)
        default: []
        }
    }
}
