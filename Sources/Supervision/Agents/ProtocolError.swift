import JSON

/// JSON-RPC errors for what never became a request.
enum ProtocolError {
    /// A message that could not be read at all (JSON-RPC 2.0, section 5.1).
    static func parseError(_ message: String) -> [UInt8] {
        var writer = JSONWriter(capacity: 128)
        writer.beginObject()
        writer.member("jsonrpc", "2.0" as String)
        writer.name("id")
        writer.null()
        writer.name("error")
        writer.beginObject()
        writer.member("code", -32_700)
        writer.member("message", message)
        writer.endObject()
        writer.endObject()
        return writer.bytes
    }
}
