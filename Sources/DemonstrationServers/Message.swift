import JSON
import MCP

/// The lines that a demonstration server writes.
enum Message {
    static func result(_ id: JSONValue, _ members: [JSONObject.Member]) -> [UInt8] {
        line([("id", id), ("result", .object(JSONObject(members)))])
    }

    static func error(
        _ id: JSONValue, _ code: ErrorCode, _ text: String, data: JSONValue? = nil
    ) -> [UInt8] {
        var members: [JSONObject.Member] = [
            ("code", .number(JSONNumber(code.value))), ("message", .string(text)),
        ]
        if let data { members.append(("data", data)) }
        return line([("id", id), ("error", .object(JSONObject(members)))])
    }

    /// A notification; where it belongs to a subscription, it says so in `_meta`.
    static func notification(
        _ method: String, about subscription: JSONValue? = nil, _ params: [JSONObject.Member] = []
    ) -> [UInt8] {
        var members = params
        if let subscription {
            let meta = JSONObject([("\(MetaKey.subscriptionID)", subscription)])
            members.append(("_meta", .object(meta)))
        }
        let said: JSONObject.Member = ("method", .string(method))
        guard !members.isEmpty else { return line([said]) }
        return line([said, ("params", .object(JSONObject(members)))])
    }

    /// The members of a tool's result.
    static func content(_ text: String, isError: Bool) -> [JSONObject.Member] {
        let piece = JSONObject([("type", .string("text")), ("text", .string(text))])
        return [("content", .array([.object(piece)])), ("isError", .bool(isError))]
    }

    static func serverInfo(_ name: String) -> JSONValue {
        .object(JSONObject([("name", .string(name)), ("version", .string("1"))]))
    }

    private static func line(_ members: [JSONObject.Member]) -> [UInt8] {
        var writer = JSONWriter(capacity: 256)
        let version: JSONObject.Member = ("jsonrpc", .string("2.0"))
        writer.value(JSONValue.object(JSONObject([version] + members)))
        return writer.bytes
    }
}
