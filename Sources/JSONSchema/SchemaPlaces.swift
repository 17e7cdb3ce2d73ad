import JSON

/// The places of a schema document that have been looked at, each below the place it stands in.
///
/// A place is a number; its pointer is written only for reports, since the pointers of all places
/// together can be far longer than the document.
struct SchemaPlaces {
    /// A resource of its own: where it starts, its base URI, how it is read.
    struct Resource {
        let root: Int
        let base: URIReference
        /// Nil where `$schema` names another dialect than the two.
        let dialect: SchemaDialect?
    }

    private struct Place {
        let parent: Int?
        let token: String
        let value: JSONValue
        var resource: Int
        var isEntered = false
    }

    private struct Key: Hashable {
        let parent: Int
        let token: ExactText
    }

    static let root = 0
    private var places: [Place]
    private var children: [Key: Int] = [:]
    private var resources: [Resource]
    private var rootsByURI: [ExactText: Int] = [:]
    private var anchors: [Key: Int] = [:]
    /// `$id`s and anchors that two places claim, each with the second place.
    private(set) var duplicates: [(place: Int, keyword: String)] = []
    /// Whether every schema of the document has been entered. What is entered later stands where
    /// no schema is expected (a pointer led there); its names are no names.
    var isSurveyed = false

    /// The base of a document without `$id`. Any would do: nothing is fetched.
    private static let defaultBase = URIReference("schema:/")

    init(document: JSONValue) {
        places = [Place(parent: nil, token: "", value: document, resource: 0)]
        var dialect: SchemaDialect? = .draft202012
        if case .object(let object) = document, let identifier = object["$schema"] {
            dialect = SchemaPlaces.dialect(identifier)
        }
        resources = [Resource(root: 0, base: SchemaPlaces.defaultBase, dialect: dialect)]
        rootsByURI[SchemaPlaces.defaultBase.withoutFragment] = 0
    }

    var count: Int { places.count }

    func value(_ place: Int) -> JSONValue { places[place].value }

    func resource(of place: Int) -> Resource { resources[places[place].resource] }

    /// The place of a member or element, looked at for the first time or again.
    mutating func child(_ token: String, of parent: Int, value: JSONValue) -> Int {
        let key = Key(parent: parent, token: ExactText(token))
        if let known = children[key] { return known }
        places.append(
            Place(parent: parent, token: token, value: value, resource: places[parent].resource))
        children[key] = places.count - 1
        return places.count - 1
    }

    /// A JSON pointer to a place, for a report.
    func pointer(_ place: Int) -> String {
        var tokens: [String] = []
        var next: Int? = place
        while let place = next, let parent = places[place].parent {
            tokens.append(places[place].token)
            next = parent
        }
        return PointerText.text(tokens.reversed())
    }

    // MARK: Identifiers

    /// Takes a place for a schema: its `$id` starts a resource, its anchors name it.
    mutating func enter(_ place: Int) {
        guard !places[place].isEntered else { return }
        places[place].isEntered = true
        guard case .object(let object) = places[place].value else { return }
        if case .string(let identifier)? = object["$id"] {
            // Draft-07 ignores what stands beside `$ref`.
            if resource(of: place).dialect != .draft7 || object["$ref"] == nil {
                startResource(identifier, at: place, object)
            }
        }
        guard resource(of: place).dialect == .draft202012 else { return }
        for keyword in ["$anchor", "$dynamicAnchor"] {
            if case .string(let name)? = object[keyword] { addAnchor(name, at: place, keyword) }
        }
    }

    private mutating func startResource(_ identifier: String, at place: Int, _ object: JSONObject) {
        let reference = URIReference(identifier)
        let outer = resource(of: place)
        if reference.isFragmentOnly {
            // Draft-07 spells an anchor this way; 2020-12 allows only an empty fragment.
            if outer.dialect == .draft7, let name = reference.decodedFragment, !name.isEmpty {
                addAnchor(name, at: place, "$id")
            }
            return
        }
        let base = reference.resolved(against: outer.base)
        var dialect = outer.dialect
        if let schema = object["$schema"] { dialect = SchemaPlaces.dialect(schema) }
        resources.append(Resource(root: place, base: base, dialect: dialect))
        places[place].resource = resources.count - 1
        guard !isSurveyed else { return }
        if let other = rootsByURI.updateValue(place, forKey: base.withoutFragment), other != place {
            duplicates.append((place, "$id"))
        }
        if dialect == .draft7, let name = reference.decodedFragment, !name.isEmpty {
            addAnchor(name, at: place, "$id")
        }
    }

    private mutating func addAnchor(_ name: String, at place: Int, _ keyword: String) {
        guard !isSurveyed else { return }
        let key = Key(parent: resource(of: place).root, token: ExactText(name))
        if let other = anchors.updateValue(place, forKey: key), other != place {
            duplicates.append((place, keyword))
        }
    }

    private static func dialect(_ identifier: JSONValue) -> SchemaDialect? {
        guard case .string(let text) = identifier else { return nil }
        return SchemaDialect(identifier: text)
    }

    // MARK: References

    /// Where a reference leads.
    enum Target {
        case place(Int)
        /// Outside of this document, at this URI.
        case remote(String)
        /// Inside, and not there.
        case missing
    }

    /// The place that a `$ref` standing at a place leads to. Places on the way come into being.
    mutating func target(of reference: String, at place: Int) -> Target {
        let uri = URIReference(reference).resolved(against: resource(of: place).base)
        guard let root = rootsByURI[uri.withoutFragment] else {
            return .remote(uri.withoutFragment.text)
        }
        guard let fragment = uri.decodedFragment else { return .missing }
        if fragment.isEmpty { return .place(root) }
        guard fragment.utf8.first == UInt8(ascii: "/") else {
            let anchor = anchors[Key(parent: root, token: ExactText(fragment))]
            return anchor.map { .place($0) } ?? .missing
        }
        do throws(JSONPointer.Fault) {
            return descend(try JSONPointer(fragment).tokens, from: root)
        } catch {
            return .missing
        }
    }

    private mutating func descend(_ tokens: [String], from root: Int) -> Target {
        var place = root
        for token in tokens {
            let next: JSONValue?
            switch places[place].value {
            case .object(let object): next = object[token]
            case .array(let elements):
                next = PointerText.index(token, below: elements.count).map { elements[$0] }
            default: next = nil
            }
            guard let next else { return .missing }
            place = child(token, of: place, value: next)
        }
        return .place(place)
    }
}
