import JSON
import MCP

/// An agent that follows a script: a real MCP client over `pullcord connect`.
final class ScriptedAgent {
    let name: String
    let child: Child
    private let era: Era
    private var lastID = 0
    private var answers: [Int: JSONObject] = [:]

    init(_ name: String, era: Era, child: Child) {
        self.name = name
        self.era = era
        self.child = child
    }

    /// Opens the conversation the way its era does; the id of the request to wait for.
    func open() -> Int {
        guard era == .legacy else { return request("server/discover", []) }
        let about = JSONObject([("name", .string(name)), ("version", .string("1"))])
        return request(
            "initialize",
            [
                ("protocolVersion", .string("\(Revision.newestLegacy.text)")),
                ("capabilities", .object(JSONObject())), ("clientInfo", .object(about)),
            ])
    }

    /// Says that the opening is understood, where the era wants that, and asks for the tools.
    func list() -> Int {
        if era == .legacy {
            send([("method", .string("notifications/initialized"))])
        }
        return request("tools/list", [])
    }

    /// Calls a tool; the id of the request.
    func call(_ tool: String, _ arguments: JSONObject) -> Int {
        request("tools/call", [("name", .string(tool)), ("arguments", .object(arguments))])
    }

    /// The answer to a request: its `result` or `error` under that name; nil while there is none.
    func answer(to id: Int) -> JSONObject? { answers[id] }

    /// The same, once: what goes on for hours keeps no answers.
    func takeAnswer(to id: Int) -> JSONObject? { answers.removeValue(forKey: id) }

    /// Takes one line of the supervisor's. Notifications tell nothing that a script acts upon.
    func received(_ line: [UInt8]) throws(JSONError) {
        guard case .object(let message) = try JSONValue.parse(line), message["method"] == nil,
            case .number(let id)? = message["id"], let number = id.integer
        else { return }
        answers[number] = message
    }

    private func request(_ method: String, _ members: [JSONObject.Member]) -> Int {
        lastID += 1
        var members = members
        var meta: [JSONObject.Member] = []
        if era == .modern {
            let about = JSONObject([("name", .string(name)), ("version", .string("1"))])
            meta = [
                ("\(MetaKey.protocolVersion)", .string("\(Revision.newest.text)")),
                ("\(MetaKey.clientInfo)", .object(about)),
                ("\(MetaKey.clientCapabilities)", .object(JSONObject())),
            ]
        } else if method == "tools/call" {
            // Whoever asks for progress is kept waiting as long as the policy says.
            meta = [("\(MetaKey.progressToken)", .number(JSONNumber(lastID)))]
        }
        if !meta.isEmpty { members.append(("_meta", .object(JSONObject(meta)))) }
        send([
            ("id", .number(JSONNumber(lastID))), ("method", .string(method)),
            ("params", .object(JSONObject(members))),
        ])
        return lastID
    }

    private func send(_ members: [JSONObject.Member]) {
        var writer = JSONWriter(capacity: 512)
        let version: JSONObject.Member = ("jsonrpc", .string("2.0"))
        writer.value(JSONValue.object(JSONObject([version] + members)))
        child.write(writer.bytes)
    }
}
