package import JSON

/// A tool as its server defines it.
package struct ToolDefinition: Sendable, Hashable {
    /// The tool's name on the server.
    package let name: String
    /// The definition as the server wrote it.
    package let bytes: [UInt8]
    /// The schema of the arguments; an empty object, which allows all, where there is none.
    package let inputSchema: JSONValue
    /// What the server claims of the tool.
    package let hints: ToolHints
    /// The definition in canonical form, the whole of it with annotations, schemas and `_meta`:
    /// what the pin's digest is taken over. Two definitions share it only where they are equal.
    package let canonical: [UInt8]

    /// The definition of an item of a list of tools.
    package init(_ item: ListedItem) {
        name = item.name
        bytes = item.bytes
        inputSchema = item.value["inputSchema"] ?? .object(JSONObject())
        hints = ToolHints(item.value["annotations"])
        canonical = item.canonical
    }

    /// The tool's words for the model, untrusted; nil where it has none.
    package static func description(of item: ListedItem) -> String? {
        guard case .string(let text) = item.value["description"] else { return nil }
        return text
    }
}
