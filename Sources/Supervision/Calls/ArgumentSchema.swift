import JSON
import JSONSchema

/// The schema of a tool's arguments, compiled once: when the first call of the tool is judged. To
/// compile the largest that is legal takes some 300 ms, and a list may hold hundreds of them; but
/// only what is granted is called. Lives on the loop, and is compiled elsewhere.
final class ArgumentSchema {
    let tree: JSONValue
    /// Nil until the first call of the tool.
    var compiled: CompiledSchema?

    init(_ tree: JSONValue) {
        self.tree = tree
    }
}

/// A schema that arguments can be checked against, on any thread.
struct CompiledSchema: Sendable {
    /// Steps of a check on the loop: some 3 ms where patterns take them all. The calls of the tools
    /// that there are take some hundreds.
    static let stepsOnLoop = 8_192

    private let schema: Schema
    /// Why not all of it can be checked; empty if all of it can.
    private let unchecked: [String]

    init(_ tree: JSONValue) {
        schema = Schema.compile(schema: tree)
        unchecked = schema.uncheckable.map(\.description)
    }

    /// Checks arguments, however long it takes within the bounds of a schema.
    func check(_ arguments: JSONValue) -> ArgumentCheck {
        ArgumentCheck(unchecked: unchecked, schema.validate(arguments))
    }

    /// Checks arguments where that takes no longer than the loop can wait; else nil.
    func checkOnLoop(_ arguments: JSONValue) -> ArgumentCheck? {
        schema.validate(arguments, within: CompiledSchema.stepsOnLoop).map {
            ArgumentCheck(unchecked: unchecked, $0)
        }
    }
}

/// What a schema says of a call's arguments.
struct ArgumentCheck: Sendable {
    /// Why not all of the schema could be checked; empty if all of it could.
    let unchecked: [String]
    /// What is wrong with the arguments, in words; empty if nothing is.
    let faults: [String]

    fileprivate init(unchecked: [String], _ verdict: Verdict) {
        self.unchecked = unchecked
        faults =
            switch verdict {
            case .valid: []
            case .invalid(let faults): faults.map(\.description)
            }
    }
}
