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
        let known = toCheck(long, connection)
        let against = known.map {
            LongRequest.Against(
                definition: $0.digest, tree: $0.schema.tree, compiled: $0.schema.compiled)
        }
        doElsewhere(for: connection.key.agent) {
            var long = long
            let compiled = long.work(against)
            return (long, compiled)
        } then: { supervisor, worked in
            let (long, compiled) = worked
            let known = supervisor.toCheck(long, connection)
            if let compiled, let known, known.digest == against?.definition {
                known.schema.compiled = compiled
            }
            supervisor.goOn(with: long, known, by: connection)
        }
    }

    private func toCheck(_ long: LongRequest, _ connection: AgentConnection) -> KnownTool? {
        guard long.request.kind == .call else { return nil }
        return long.message.withUnsafeBytes { message in
            let tool = ReadContent.tool(long.envelope, message, at: connection.key.server)
            return toCheck(.tool(tool), connection.key)
        }
    }

    /// A request was read. Whatever stops calls may have come meanwhile: it is proposed only now.
    private func goOn(
        with long: LongRequest, _ known: KnownTool?, by connection: AgentConnection
    ) {
        connection.isBeingRead = false
        // The agent may have hung up, or have withdrawn it.
        guard agents[connection.id] === connection else { return }
        guard connection.session.isUnderWay(long.request.id), let read = long.read else {
            return goOn(connection)
        }
        let check = long.check.flatMap { $0.definition == known?.digest ? $0.1 : nil }
        // What it was checked against is another by now, or there was nothing to check it against.
        if known != nil, read.tree != nil, check == nil, long.tries < LongRequest.triesLimit {
            return proposeElsewhere(long, by: connection)
        }
        long.message.withUnsafeBytes { message in
            let action = read.action(
                long.request, long.envelope, message, at: connection.key.server)
            put(long.request, long.envelope, message, action, read, check, by: connection)
        }
        goOn(connection)
    }
}
