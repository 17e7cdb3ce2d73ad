import JSON
import MCP

/// One client's conversation with a demonstration server: what it says is answered in the era in
/// which it was said (2026-07-28, basic/versioning: the key in `_meta` makes a request modern).
struct Conversation {
    private let store: any Store.Type
    private let state: StateFile
    private var isInitialized = false
    /// The ids of open `subscriptions/listen` requests that want to hear of changed tools.
    private var listens: [JSONValue] = []

    /// The handshake revisions it speaks: those without batches, which it does not take.
    private static let legacy = Revision.all(of: .legacy).filter { $0 >= .june2025 }
    private static let modern = Revision.all(of: .modern)

    init(store: any Store.Type, state: StateFile) {
        self.store = store
        self.state = state
    }

    /// The lines to write for one line that was read.
    mutating func heard(_ line: [UInt8]) throws -> [[UInt8]] {
        let message: JSONValue
        do throws(JSONError) {
            message = try JSONValue.parse(line)
        } catch {
            return [Message.error(.null, .parseError, "parse error")]
        }
        guard case .object(let members) = message, case .string(let method)? = members["method"]
        else {
            return [Message.error(.null, .invalidRequest, "a request or notification is an object")]
        }
        let params: JSONObject
        switch members["params"] {
        case .object(let object)?: params = object
        case nil: params = JSONObject()
        default: return refusal(members["id"], .invalidParams, "params is no object")
        }
        guard let id = members["id"] else {
            notified(method, params)
            return []
        }
        switch id {
        case .string, .number: break
        default: return [Message.error(.null, .invalidRequest, "an id is a string or a number")]
        }
        let before = try tools()
        let answers = try answer(Request(id: id, method: method, params: params))
        return answers + (try tools() == before ? [] : changes())
    }

    private func refusal(_ id: JSONValue?, _ code: ErrorCode, _ text: String) -> [[UInt8]] {
        id.map { [Message.error($0, code, text)] } ?? []
    }

    private func tools() throws -> [JSONValue] {
        store.tools(in: try state.read()).map(\.definition)
    }

    private mutating func notified(_ method: String, _ params: JSONObject) {
        guard method == "notifications/cancelled", let id = params["requestId"] else { return }
        listens.removeAll { $0 == id }
    }

    /// Tells every client of this process that the list of tools is another now.
    private func changes() -> [[UInt8]] {
        let told = isInitialized ? [Message.notification("notifications/tools/list_changed")] : []
        return told
            + listens.map { Message.notification("notifications/tools/list_changed", about: $0) }
    }

    private mutating func answer(_ request: Request) throws -> [[UInt8]] {
        if let fault = request.eraFault(Self.modern) { return [fault] }
        switch (request.method, request.isModern) {
        case ("initialize", false): return [initialize(request)]
        case ("ping", false): return [request.result([])]
        case ("server/discover", true):
            return [
                request.result([
                    ("supportedVersions", .array(Self.modern.map { .string("\($0.text)") })),
                    ("capabilities", Self.capabilities), ("ttlMs", .number(JSONNumber(0))),
                    ("cacheScope", .string("private")),
                ])
            ]
        case ("subscriptions/listen", true): return listen(request)
        case ("tools/list", _) where isOpen(for: request):
            var members: [JSONObject.Member] = [("tools", .array(try tools()))]
            if request.isModern {
                members += [("ttlMs", .number(JSONNumber(0))), ("cacheScope", .string("private"))]
            }
            return [request.result(members)]
        case ("tools/call", _) where isOpen(for: request): return [try call(request)]
        case ("tools/list", _), ("tools/call", _):
            return [request.error(.invalidRequest, "initialize first")]
        default: return [request.error(.methodNotFound, "no method \(request.method)")]
        }
    }

    private func isOpen(for request: Request) -> Bool { request.isModern || isInitialized }

    private static let capabilities = JSONValue.object(
        JSONObject([("tools", .object(JSONObject([("listChanged", .bool(true))])))]))

    private mutating func initialize(_ request: Request) -> [UInt8] {
        guard !isInitialized else { return request.error(.invalidRequest, "initialized before") }
        var version = Revision.newestLegacy
        if case .string(let asked)? = request.params["protocolVersion"],
            let revision = Revision(asked), Self.legacy.contains(revision)
        {
            version = revision
        }
        isInitialized = true
        return request.result([
            ("protocolVersion", .string("\(version.text)")), ("capabilities", Self.capabilities),
            ("serverInfo", Message.serverInfo(store.name)),
        ])
    }

    /// Acknowledged at once and answered never: it stands until the client takes it back.
    private mutating func listen(_ request: Request) -> [[UInt8]] {
        guard case .object(let wanted)? = request.params["notifications"] else {
            return [request.error(.invalidParams, "notifications is missing")]
        }
        let hears = wanted["toolsListChanged"] == .bool(true)
        if hears { listens.append(request.id) }
        let granted = JSONObject(hears ? [("toolsListChanged", .bool(true))] : [])
        return [
            Message.notification(
                "notifications/subscriptions/acknowledged", about: request.id,
                [("notifications", .object(granted))])
        ]
    }

    private func call(_ request: Request) throws -> [UInt8] {
        guard case .string(let name)? = request.params["name"],
            store.tools(in: try state.read()).contains(where: {
                $0.name.utf8.elementsEqual(name.utf8)
            })
        else { return request.error(.invalidParams, "unknown tool") }
        let arguments: JSONObject
        switch request.params["arguments"] {
        case .object(let object)?: arguments = object
        case nil: arguments = JSONObject()
        default: return request.error(.invalidParams, "arguments is no object")
        }
        do {
            let text = try state.change { (state) throws(ToolFault) in
                try store.call(name, arguments, &state)
            }
            return request.result(Message.content(text, isError: false), from: store.name)
        } catch let fault as ToolFault {
            return request.result(Message.content(fault.message, isError: true), from: store.name)
        }
    }
}
