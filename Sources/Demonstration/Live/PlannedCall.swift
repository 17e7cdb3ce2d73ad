import JSON

/// A call that an agent is to make.
struct PlannedCall {
    let tool: String
    let arguments: JSONObject

    init(_ tool: String, _ arguments: [JSONObject.Member] = []) {
        self.tool = tool
        self.arguments = JSONObject(arguments)
    }
}
