internal import JSON

/// Requests of our own to a modern server.
enum ModernRequest {
    /// One line: what every modern request carries in `_meta`, and what `params` adds.
    static func line(
        _ method: Method, id: Int64, _ params: ((inout JSONWriter) -> Void)? = nil
    ) -> [UInt8] {
        Answers.request(method, id: id) { writer in
            params?(&writer)
            writer.name("_meta")
            writer.beginObject()
            writer.member(MetaKey.protocolVersion, Revision.newest.text)
            writer.name(MetaKey.clientInfo)
            writer.value(raw: Implementation.bytes)
            writer.name(MetaKey.clientCapabilities)
            writer.beginObject()
            writer.endObject()
            writer.endObject()
        }
    }
}
