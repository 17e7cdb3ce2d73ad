internal import JSON

/// Whole answers of our own, one line each without its newline.
enum Answers {
    /// A result; the era's `resultType` is written here, all else by `body`.
    static func result(
        to id: RequestID, of revision: Revision, _ body: (inout JSONWriter) -> Void
    ) -> [UInt8] {
        Written.object { writer in
            writer.member("jsonrpc", "2.0" as String)
            writer.member("id", raw: id.bytes)
            writer.name("result")
            writer.beginObject()
            if revision.era == .modern { writer.member("resultType", "complete") }
            body(&writer)
            writer.endObject()
        }
    }

    /// A result that says nothing but that it was done.
    static func empty(to id: RequestID, of revision: Revision) -> [UInt8] {
        result(to: id, of: revision) { writer in
            if revision.era == .modern { serverInfo(Implementation.bytes, &writer) }
        }
    }

    /// `_meta` with the server's name, for a modern result.
    static func serverInfo(_ name: [UInt8], _ writer: inout JSONWriter) {
        writer.name("_meta")
        writer.beginObject()
        writer.name(MetaKey.serverInfo)
        writer.value(raw: name)
        writer.endObject()
    }

    /// An error. Where no id could be read, JSON-RPC 2.0 wants `null` there, while MCP says that
    /// an id is never null and lets an error go without one since 2025-11-25: `null` is written
    /// for the revisions before, and before any was agreed on.
    static func error(
        to id: RequestID?, of revision: Revision?, _ code: ErrorCode, _ text: String,
        data: ((inout JSONWriter) -> Void)? = nil
    ) -> [UInt8] {
        Written.object { writer in
            writer.member("jsonrpc", "2.0" as String)
            if let id {
                writer.member("id", raw: id.bytes)
            } else if revision.map({ $0 < .november2025 }) ?? true {
                writer.name("id")
                writer.null()
            }
            writer.name("error")
            writer.beginObject()
            writer.member("code", code.value)
            writer.member("message", text)
            if let data {
                writer.name("data")
                data(&writer)
            }
            writer.endObject()
        }
    }

    /// A notification.
    static func notification(
        _ method: Method, _ params: ((inout JSONWriter) -> Void)? = nil
    ) -> [UInt8] {
        Written.object { writer in
            writer.member("jsonrpc", "2.0" as String)
            writer.member("method", method.name)
            if let params {
                writer.name("params")
                writer.beginObject()
                params(&writer)
                writer.endObject()
            }
        }
    }

    /// A request of our own to a server.
    static func request(
        _ method: Method, id: Int64, _ params: ((inout JSONWriter) -> Void)? = nil
    ) -> [UInt8] {
        Written.object { writer in
            writer.member("jsonrpc", "2.0" as String)
            writer.member("id", id)
            writer.member("method", method.name)
            if let params {
                writer.name("params")
                writer.beginObject()
                params(&writer)
                writer.endObject()
            }
        }
    }
}
