import JSON

/// What a demonstration server is about: its tools over a state. The state is one JSON object; whoever
/// keeps it (`StateFile`) hands it in and takes it back.
protocol Store {
    /// The name by which the server calls itself.
    static var name: String { get }

    /// The tools as they are in this state, in a fixed order.
    static func tools(in state: JSONObject) -> [ServedTool]

    /// Carries out a call and changes the state; the text is the tool's result.
    static func call(
        _ tool: String, _ arguments: JSONObject, _ state: inout JSONObject
    ) throws(ToolFault) -> String
}

extension JSONObject {
    /// The text of an argument that must be there.
    func text(_ name: String) throws(ToolFault) -> String {
        guard case .string(let text)? = self[name] else {
            throw ToolFault("\(name) is missing or is no string")
        }
        return text
    }

    /// The texts of an argument that is a list of them.
    func texts(_ name: String) throws(ToolFault) -> [String] {
        guard case .array(let values)? = self[name] else {
            throw ToolFault("\(name) is missing or is no list")
        }
        var texts: [String] = []
        for value in values {
            guard case .string(let text) = value else {
                throw ToolFault("\(name) holds something that is no string")
            }
            texts.append(text)
        }
        return texts
    }

    /// The list under a name; empty where there is none.
    func list(_ name: String) -> [JSONValue] {
        guard case .array(let values)? = self[name] else { return [] }
        return values
    }

    /// The object with another value under a name.
    func with(_ name: String, _ value: JSONValue) -> JSONObject {
        let others = members.filter { !$0.name.utf8.elementsEqual(name.utf8) }
        return JSONObject(others + [(name, value)])
    }
}
