import JSON

/// The values of `enum` or `const`, found by hash.
struct ValueSet: Sendable {
    let values: [JSONValue]
    private let places: [Int: [Int]]

    init(_ values: [JSONValue]) {
        self.values = values
        places = Dictionary(grouping: values.indices) { values[$0].hashValue }
    }

    /// Values that may be equal to this one: those of the same hash.
    func candidates(_ value: JSONValue) -> [JSONValue] {
        (places[value.hashValue] ?? []).map { values[$0] }
    }
}
