import JSON

/// Looks at every place of a document where its dialect expects a schema, so that each `$id` and
/// anchor is known before the first reference is followed.
struct SchemaSurvey {
    private(set) var places: SchemaPlaces
    private var open: [Int] = [SchemaPlaces.root]
    private let limit: Int

    /// Surveys a document; nil where it has more places than the limit.
    static func survey(_ document: JSONValue, limit: Int) -> SchemaPlaces? {
        var survey = SchemaSurvey(places: SchemaPlaces(document: document), limit: limit)
        while let place = survey.open.popLast() {
            survey.places.enter(place)
            guard survey.visitChildren(of: place) else { return nil }
        }
        survey.places.isSurveyed = true
        return survey.places
    }

    private init(places: SchemaPlaces, limit: Int) {
        self.places = places
        self.limit = limit
    }

    /// False where the limit is reached.
    private mutating func visitChildren(of place: Int) -> Bool {
        guard case .object(let object) = places.value(place),
            let dialect = places.resource(of: place).dialect
        else { return true }
        for keyword in dialect.schemaKeywords {
            guard let value = object[keyword], places.count < limit else { continue }
            let child = places.child(keyword, of: place, value: value)
            open.append(child)
        }
        for keyword in dialect.schemaListKeywords {
            guard case .array(let elements)? = object[keyword] else { continue }
            let list = places.child(keyword, of: place, value: .array(elements))
            guard places.count + elements.count <= limit else { return false }
            for (index, element) in elements.enumerated() {
                open.append(places.child(String(index), of: list, value: element))
            }
        }
        for keyword in dialect.schemaMapKeywords {
            guard case .object(let members)? = object[keyword] else { continue }
            let map = places.child(keyword, of: place, value: .object(members))
            guard places.count + members.count <= limit else { return false }
            for member in members.members {
                open.append(places.child(member.name, of: map, value: member.value))
            }
        }
        return places.count < limit
    }
}
