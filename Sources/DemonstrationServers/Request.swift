import JSON
import MCP

/// One request to a demonstration server.
struct Request {
    let id: JSONValue
    let method: String
    let params: JSONObject

    private var meta: JSONObject? {
        guard case .object(let meta)? = params["_meta"] else { return nil }
        return meta
    }

    /// Whether the request says its revision itself, as requests do since 2026-07-28.
    var isModern: Bool { meta?["\(MetaKey.protocolVersion)"] != nil }

    /// The error for a modern request of a revision that is not spoken, or that lacks what each must
    /// hold (2026-07-28, basic/index).
    func eraFault(_ spoken: [Revision]) -> [UInt8]? {
        guard isModern, let meta, let version = meta["\(MetaKey.protocolVersion)"] else {
            return nil
        }
        let names = spoken.map { JSONValue.string("\($0.text)") }
        guard names.contains(version) else {
            let data = JSONObject([("supported", .array(names)), ("requested", version)])
            return Message.error(
                id, .unsupportedVersion, "unsupported protocol version", data: .object(data))
        }
        guard case .object? = meta["\(MetaKey.clientCapabilities)"] else {
            return error(.invalidParams, "_meta lacks \(MetaKey.clientCapabilities)")
        }
        return nil
    }

    /// The answer with a result, in the era of the request.
    func result(_ members: [JSONObject.Member], from server: String? = nil) -> [UInt8] {
        var members = members
        if isModern {
            members.append(("resultType", .string("complete")))
            if let server {
                let about = JSONObject([("\(MetaKey.serverInfo)", Message.serverInfo(server))])
                members.append(("_meta", .object(about)))
            }
        }
        return Message.result(id, members)
    }

    /// The answer with an error.
    func error(_ code: ErrorCode, _ text: String) -> [UInt8] {
        Message.error(id, code, text)
    }
}
