import Governance
import JSON
import MCP

/// A request that is read or checked elsewhere, because that takes longer than the loop can wait.
struct LongRequest: Sendable {
    /// How often its arguments are checked against a definition that changes meanwhile.
    static let triesLimit = 3

    let request: AgentRequest
    let envelope: Envelope
    let message: [UInt8]
    /// Nil until it was read.
    var read: ReadContent?
    /// What was found of its arguments, and the definition that said so.
    var check: (definition: Digest, ArgumentCheck)?
    var tries = 0

    init(
        _ request: AgentRequest, _ envelope: Envelope, _ message: [UInt8],
        _ read: ReadContent? = nil
    ) {
        self.request = request
        self.envelope = envelope
        self.message = message
        self.read = read
    }

    /// What a call of it is checked against.
    struct Against: Sendable {
        let definition: Digest
        let tree: JSONValue
        let compiled: CompiledSchema?
    }

    /// Reads it, and checks its arguments; on any thread.
    ///
    /// - Returns: the schema, where it was compiled for this.
    mutating func work(_ against: Against?) -> CompiledSchema? {
        let content =
            read ?? message.withUnsafeBytes { ReadContent(of: request, envelope, $0) }
        read = content
        guard let against, let tree = content.tree else { return nil }
        let schema = against.compiled ?? CompiledSchema(against.tree)
        check = (against.definition, schema.check(tree))
        tries += 1
        return against.compiled == nil ? schema : nil
    }
}

extension Supervisor {
    /// Reads a request and checks its arguments elsewhere, then puts it to the gate; what the
    /// connection asks after it waits.
    func proposeElsewhere(_ long: LongRequest, by connection: AgentConnection) {
        connection.isBeingRead = true
        let against = tool(of: long, connection).toCheck.map {
            LongRequest.Against(
                definition: $0.digest, tree: $0.schema.tree, compiled: $0.schema.compiled)
        }
        doElsewhere(for: connection.key.agent) {
            var long = long
            let compiled = long.work(against)
            return (long, compiled)
        } then: { supervisor, worked in
            let (long, compiled) = worked
            let named = supervisor.tool(of: long, connection)
            if let compiled, let known = named.toCheck, known.digest == against?.definition {
                known.schema.compiled = compiled
            }
            supervisor.goOn(with: long, named, by: connection)
        }
    }

    private func tool(of long: LongRequest, _ connection: AgentConnection) -> NamedTool {
        guard long.request.kind == .call else { return NamedTool(known: nil, isGranted: false) }
        return long.message.withUnsafeBytes { message in
            let name = ReadContent.tool(long.envelope, message, at: connection.key.server)
            return tool(of: .tool(name), for: connection.key)
        }
    }

    /// A request was read. Whatever stops calls may have come meanwhile: it is proposed only now.
    private func goOn(
        with long: LongRequest, _ named: NamedTool, by connection: AgentConnection
    ) {
        connection.isBeingRead = false
        // The agent may have hung up, or have withdrawn it.
        guard agents[connection.id] === connection else { return }
        guard connection.session.isUnderWay(long.request.id), let read = long.read else {
            return goOn(connection)
        }
        let against = named.toCheck?.digest
        let check = long.check.flatMap { $0.definition == against ? $0.1 : nil }
        // What it was checked against is another by now, or there was nothing to check it against.
        if against != nil, read.tree != nil, check == nil, long.tries < LongRequest.triesLimit {
            return proposeElsewhere(long, by: connection)
        }
        long.message.withUnsafeBytes { message in
            let action = read.action(
                long.request, long.envelope, message, at: connection.key.server)
            put(long.request, long.envelope, message, action, read, named, check, by: connection)
        }
        goOn(connection)
    }
}
