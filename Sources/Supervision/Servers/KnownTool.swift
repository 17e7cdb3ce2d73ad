import Governance
import JSON
import MCP
import PolicyFile

/// A tool as its server listed it last.
struct KnownTool {
    /// The longest name of a tool that can be granted, in bytes, as the policy file bounds it. A
    /// longer one is nobody's, and only as much of it is written down.
    static let longestName = 128

    /// The digest over the whole definition in canonical form.
    let digest: Digest
    let schema: ArgumentSchema
    /// The schema as the server wrote it, for the policy's places to be looked up in.
    let inputSchema: JSONValue
    /// Where its calls are counted; nil for one that the policy does not name.
    var place: Int?
    /// What the policy in force says of arguments that the tool does not have.
    var misfits: [PolicyFault] = []

    /// The tool of a definition. What was compiled of it when it was listed before, as `last`, is not
    /// compiled again.
    init(_ definition: ToolDefinition, after last: KnownTool?) {
        digest = PlainDigest.of(definition.canonical)
        let isSame = last?.digest == digest
        schema = (isSame ? last?.schema : nil) ?? ArgumentSchema(definition.inputSchema)
        inputSchema = definition.inputSchema
    }
}
