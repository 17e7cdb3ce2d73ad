/// What a call names: `server/tool`. The tool's part is the wire's spelling, byte for byte.
package struct ToolName: Hashable, Comparable, Sendable, CustomStringConvertible {
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

    package var description: String { "\(server)/\(tool)" }
}
