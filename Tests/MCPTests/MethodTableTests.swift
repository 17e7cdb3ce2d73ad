import JSON
import MCP
import Testing

@Suite struct MethodTableTests {
    @Test func eachMethodHasItsOwnLine() {
        #expect(MethodTable.rows.map(\.method) == Method.allCases)
        for method in Method.allCases {
            var name = "\(method.name)"
            #expect(name.withUTF8 { Method(name: UnsafeRawBufferPointer($0)) } == method)
        }
        #expect(withMessage("tools/cal") { Method(name: $0) } == nil)
        #expect(withMessage("") { Method(name: $0) } == nil)
    }

    /// The table says the same as the published schemas: each revision's unions of requests and
    /// notifications, for both senders.
    @Test(arguments: Revision.allCases)
    func theTableIsThatOfTheSchema(revision: Revision) throws {
        guard let schema = try SharedFiles.json("mcp/schema/\(revision.text)/schema.json") else {
            return
        }
        for (union, isRequest, isAgent) in Self.unions {
            let expected = Self.methods(of: union, in: schema)
            // 2026-07-28 has no requests of a server, and so no such union.
            if expected.isEmpty, schema.definition(union) == nil {
                #expect(revision == .july2026 && union == "ServerRequest")
            }
            let ours = MethodTable.rows.filter {
                $0.isRequest == isRequest && $0.isKnown(in: revision)
                    && $0.direction != (isAgent ? .fromServer : .fromAgent)
                    && !($0.method == .progress && revision == .july2026 && isAgent)
            }
            #expect(Set(ours.map { "\($0.name)" }) == expected, "\(revision.text) \(union)")
        }
    }

    static let unions: [(String, Bool, Bool)] = [
        ("ClientRequest", true, true), ("ServerRequest", true, false),
        ("ClientNotification", false, true), ("ServerNotification", false, false),
    ]

    static func methods(of union: String, in schema: JSONObject) -> Set<String> {
        guard case .object(let object) = schema.definition(union) else { return [] }
        var types: [JSONValue] = [.object(object)]
        if case .array(let alternatives) = object["anyOf"] { types = alternatives }
        var names: Set<String> = []
        for type in types {
            guard case .object(let alternative) = type else { continue }
            var definition = alternative
            if case .string(let path) = alternative["$ref"],
                let name = path.split(separator: "/").last,
                case .object(let named) = schema.definition(String(name))
            {
                definition = named
            }
            guard case .object(let properties) = definition["properties"],
                case .object(let method) = properties["method"],
                case .string(let constant) = method["const"]
            else { continue }
            names.insert(constant)
        }
        return names
    }

    @Test(arguments: Revision.allCases)
    func aRevisionIsFoundByItsDate(revision: Revision) {
        #expect(Revision("\(revision.text)") == revision)
        #expect(Revision("\(revision.text) ") == nil)
    }
}

extension JSONObject {
    fileprivate func definition(_ name: String) -> JSONValue? {
        for key in ["$defs", "definitions"] {
            if case .object(let definitions) = self[key] { return definitions[name] }
        }
        return nil
    }
}
