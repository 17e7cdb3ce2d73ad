import Governance
import JSON
import JSONSchema
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
    /// What the policy in force says of arguments that the tool does not have.
    var misfits: [PolicyFault] = []

    init(_ definition: ToolDefinition) {
        digest = PlainDigest.of(definition.canonical)
        schema = ArgumentSchema(definition.inputSchema)
        inputSchema = definition.inputSchema
    }
}

/// The schema of a tool's arguments, compiled once: when the first call of the tool is judged. To
/// compile the largest that is legal takes some 300 ms, and a list may hold hundreds of them; but
/// only what is granted is called.
final class ArgumentSchema {
    private let tree: JSONValue
    private lazy var schema = Schema.compile(schema: tree)
    /// Why not all of it can be checked; empty if all of it can.
    private(set) lazy var unchecked = schema.uncheckable.map(\.description)

    init(_ tree: JSONValue) {
        self.tree = tree
    }

    /// What is wrong with the arguments, in words; empty if nothing is.
    func faults(in arguments: JSONValue) -> [String] {
        guard case .invalid(let faults) = schema.validate(arguments) else { return [] }
        return faults.map(\.description)
    }
}
