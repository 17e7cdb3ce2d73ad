/// The members of an object in the order they were written, no name twice.
///
/// Names are compared by their UTF-8 bytes. Finding a name takes logarithmic time where there are
/// many members.
package struct JSONObject: Sendable {
    /// A name and what it stands for.
    package typealias Member = (name: String, value: JSONValue)

    /// The members in order.
    package let members: [Member]
    /// Their places in the order of their names' bytes; empty for a few members, which are
    /// compared one by one.
    private let places: [Int]

    /// Objects up to this size are searched from the front.
    private static let few = 8

    /// An empty object.
    package init() {
        (members, places) = ([], [])
    }

    /// Members of the caller's own making: a name given twice keeps its first place and its last
    /// value. Texts of others are read by `JSONValue.parse`, which refuses such a name.
    package init(_ members: [Member]) {
        if case .success(let object) = JSONObject.distinct(members) {
            self = object
            return
        }
        var kept: [Member?] = members
        var first: Int?
        for place in JSONObject.ordered(members) {
            if let first, UTF8Order.areEqual(members[first].name, members[place].name) {
                kept[first]?.value = members[place].value
                kept[place] = nil
            } else {
                first = place
            }
        }
        self.members = kept.compactMap(\.self)
        places =
            self.members.count > JSONObject.few ? JSONObject.ordered(self.members) : []
    }

    private init(distinct members: [Member], places: [Int]) {
        self.members = members
        self.places = places
    }

    package var count: Int { members.count }
    package var isEmpty: Bool { members.isEmpty }

    /// The value of a name, or nil.
    package subscript(_ name: String) -> JSONValue? {
        if members.count <= JSONObject.few {
            return members.first { UTF8Order.areEqual($0.name, name) }?.value
        }
        var low = 0
        var high = places.count
        while low < high {
            let middle = (low + high) / 2
            let order = UTF8Order.compare(members[places[middle]].name, name)
            if order == 0 { return members[places[middle]].value }
            if order < 0 { low = middle + 1 } else { high = middle }
        }
        return nil
    }

    /// The first place at which a name occurs again.
    struct Duplicate: Error {
        let place: Int
    }

    /// The object of these members, or where a name occurs again.
    static func distinct(_ members: [Member]) -> Result<JSONObject, Duplicate> {
        if members.count <= few {
            for place in members.indices {
                for earlier in 0..<place
                where UTF8Order.areEqual(members[earlier].name, members[place].name) {
                    return .failure(Duplicate(place: place))
                }
            }
            return .success(JSONObject(distinct: members, places: []))
        }
        let places = ordered(members)
        let again = zip(places, places.dropFirst()).lazy
            .filter { UTF8Order.areEqual(members[$0].name, members[$1].name) }
            .map(\.1).min()
        if let again { return .failure(Duplicate(place: again)) }
        return .success(JSONObject(distinct: members, places: places))
    }

    /// The places of members in the order of their names' bytes, equal names in their own order.
    private static func ordered(_ members: [Member]) -> [Int] {
        members.indices.sorted { left, right in
            let order = UTF8Order.compare(members[left].name, members[right].name)
            return order == 0 ? left < right : order < 0
        }
    }
}

extension JSONObject: Hashable {
    package static func == (left: JSONObject, right: JSONObject) -> Bool {
        guard left.count == right.count else { return false }
        let sameOrder = zip(left.members, right.members).allSatisfy {
            UTF8Order.areEqual($0.name, $1.name)
        }
        if sameOrder {
            return zip(left.members, right.members).allSatisfy { $0.value == $1.value }
        }
        // Names are distinct: as many members, and each found on the other side.
        return left.members.allSatisfy { right[$0.name] == $0.value }
    }

    package func hash(into hasher: inout Hasher) {
        // A sum does not depend on the order of its parts.
        var sum = 0
        for member in members {
            var part = Hasher()
            UTF8Order.hash(member.name, into: &part)
            part.combine(member.value)
            sum &+= part.finalize()
        }
        hasher.combine(count)
        hasher.combine(sum)
    }
}
