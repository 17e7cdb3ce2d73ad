package import JSON

/// One item of a server's list, with the bytes that the server wrote.
package struct ListedItem: Sendable, Hashable {
    /// What an agent names it by: a tool's or prompt's name, a resource's URI, a template.
    package let name: String
    /// The item as the server wrote it.
    package let bytes: [UInt8]
    /// The item as a tree.
    package let value: JSONObject
    /// The item as agents before 2026-07-28 get it; nil where that is what the server wrote. Made when
    /// it is read, which is off the loop for what is long.
    let legacyBytes: [UInt8]?
    /// A tool in canonical form, the whole of it, for its pin; empty for any other item.
    let canonical: [UInt8]

    /// Reads an item.
    ///
    /// - Parameters:
    ///   - bytes: one element of the list's array.
    ///   - list: the list that it is of.
    /// - Returns: nil where it is no object or lacks its name.
    /// - Throws: where it cannot be read as one tree.
    package static func read(
        _ bytes: UnsafeRawBufferPointer, of list: ListKind
    ) throws(JSONError) -> ListedItem? {
        guard case .object(let value) = try JSONValue.parse(bytes),
            case .string(let name) = value[list.key]
        else { return nil }
        return ListedItem(
            name: name, bytes: Array(bytes), value: value,
            legacyBytes: list == .tools ? legacy(value, bytes.count) : nil,
            canonical: list == .tools ? CanonicalJSON.bytes(of: .object(value)) : [])
    }

    /// Before 2026-07-28 the schema of a tool's structured output describes an object, else it is left
    /// out.
    private static func legacy(_ tool: JSONObject, _ capacity: Int) -> [UInt8]? {
        guard let schema = tool["outputSchema"] else { return nil }
        if case .object(let object) = schema, case .string(let type) = object["type"],
            type.isExactly("object")
        {
            return nil
        }
        var writer = JSONWriter(capacity: capacity)
        writer.beginObject()
        for member in tool.members where !member.name.isExactly("outputSchema") {
            writer.member(member.name, member.value)
        }
        writer.endObject()
        return writer.bytes
    }
}

extension ListKind {
    /// The member of an item that names it.
    var key: String {
        switch self {
        case .tools, .prompts: "name"
        case .resources: "uri"
        case .templates: "uriTemplate"
        }
    }
}
