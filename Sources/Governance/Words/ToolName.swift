/// What a call names: `server/tool`. The tool's part is the wire's spelling, byte for byte.
package struct ToolName: Hashable, Comparable, Sendable, Codable, CustomStringConvertible {
    /// The server that owns the tool.
    package let server: ServerName
    /// The tool's name as the server lists it.
    package let tool: Identifier<ToolName>

    /// Names a tool of a server.
    package init(server: ServerName, tool: String) {
        self.server = server
        self.tool = Identifier(tool)
    }

    package static func < (left: Self, right: Self) -> Bool {
        left.server == right.server ? left.tool < right.tool : left.server < right.server
    }

    /// Where a table keeps it: the hashes of both names are keyed ones already.
    package func _rawHashValue(seed: Int) -> Int {
        server._rawHashValue(seed: seed) &* 31 ^ tool._rawHashValue(seed: seed)
    }

    package var description: String { "\(server)/\(tool)" }

    /// Reads `server/tool`: a server's name holds no slash, so the first one divides.
    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard let slash = text.utf8.firstIndex(of: 0x2F) else {
            throw DecodingError.dataCorruptedError(
                in: container, debugDescription: "a tool is written server/tool")
        }
        let tool = text.utf8[text.utf8.index(after: slash)...]
        self.init(
            server: ServerName(String(text[..<slash])), tool: String(decoding: tool, as: UTF8.self))
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}
