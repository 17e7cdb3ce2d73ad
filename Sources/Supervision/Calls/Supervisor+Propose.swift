import Governance
import JSON
import JSONSchema
import MCP
import Transport

/// A request that is being put to the gate: its bytes are still at hand. A class, because it is
/// looked at several times a call and large.
final class Asking {
    let caller: Caller
    let key: ServerKey
    let action: Action
    let envelope: Envelope
    /// Valid while the request is being judged only.
    let message: UnsafeRawBufferPointer
    /// What goes into the trail beside the entry.
    let content: CallContent

    init(
        caller: Caller, key: ServerKey, action: Action, envelope: Envelope,
        message: UnsafeRawBufferPointer, content: CallContent
    ) {
        self.caller = caller
        self.key = key
        self.action = action
        self.envelope = envelope
        self.message = message
        self.content = content
    }
}

extension Supervisor {
    /// Makes a proposal of a request and puts it to the gate.
    func propose(
        _ request: AgentRequest, _ envelope: Envelope, _ message: UnsafeRawBufferPointer,
        by connection: AgentConnection
    ) {
        guard !isTooMuch(message.count, of: connection) else {
            let caller = Caller(connection: connection, request: request)
            return deliver(Refusal(.tooMany, reference: "-").answer(to: request), to: caller)
        }
        let read = content(of: request, envelope, message)
        let action = action(of: request, read.tree, envelope, message, at: connection.key.server)
        let known = definition(of: action, for: connection.key)
        let proposal = Proposal(
            agent: connection.key.agent, connection: connection.id, action: action,
            digest: marks.proposal(action, canonicalArguments: read.canonical),
            definition: known?.digest,
            reading: reading(of: action, read, known, for: connection.key),
            argumentBytes: read.content.byteCount, patience: patience(with: request),
            runToken: connection.run)
        asking = Asking(
            caller: Caller(connection: connection, request: request), key: connection.key,
            action: action, envelope: envelope, message: message, content: read.content)
        let happened = happen(.proposed(proposal))
        asking = nil
        if happened.facts.isEmpty {
            // No policy is in force: nothing can be judged.
            let refusal = Refusal(.denied, reference: "-")
            deliver(
                refusal.answer(to: request), to: Caller(connection: connection, request: request))
        }
    }

    /// Bytes of requests of one connection that wait for a person or for their server.
    private static let waitingBytes = 2 << 20
    /// Requests up to this size stay below that by their number alone.
    private static let smallBytes = 2_048

    /// Whether a connection would make the supervisor keep too much.
    private func isTooMuch(_ bytes: Int, of connection: AgentConnection) -> Bool {
        guard bytes > Supervisor.smallBytes else { return false }
        let waiting = connection.calls.values.reduce(0) { $0 + (calls[$1]?.message.count ?? 0) }
        return waiting > 0 && waiting + bytes > Supervisor.waitingBytes
    }

    private func action(
        of request: AgentRequest, _ params: JSONValue?, _ envelope: Envelope,
        _ message: UnsafeRawBufferPointer, at server: ServerName
    ) -> Action {
        switch request.kind {
        case .call:
            .tool(
                ToolName(
                    server: server,
                    tool: (envelope.text(.name, in: message) ?? "").cut(
                        toBytes: KnownTool.longestName)))
        case .read, .subscription, .listen:
            .resource(server, method: "\(request.method.name)")
        case .prompt: .prompt(server)
        case .completion:
            // It tells of what it completes, and needs the grant for that.
            params?.completed(at: server) ?? .other(server, method: "\(request.method.name)")
        default: .other(server, method: "\(request.method.name)")
        }
    }

    /// What a request carries as received, and as it is read. What comes with the arguments is
    /// forwarded with them, so the digest is over both (design section 7.6).
    private func content(
        of request: AgentRequest, _ envelope: Envelope, _ message: UnsafeRawBufferPointer
    ) -> ReadContent {
        let part: Part = request.kind == .call ? .arguments : .params
        let arguments = envelope.bytes(part, in: message) ?? Array("{}".utf8)
        var alsoSent: [UInt8]?
        do throws(JSONError) {
            alsoSent = try envelope.alsoSent(
                of: request, isInParams: part == .arguments, in: message)
            var tree = try JSONValue.parse(arguments)
            if part == .params {
                tree = tree.without(["_meta"] + envelope.unsent(of: request, in: message))
            }
            var canonical = CanonicalJSON.bytes(of: tree)
            var fault: String?
            if request.kind == .completion, tree.completed(at: ServerName("")) == nil {
                fault = "params.ref names neither a prompt nor a resource"
            }
            if let alsoSent {
                // No canonical text holds a zero byte.
                canonical += [0] + CanonicalJSON.bytes(of: try JSONValue.parse(alsoSent))
            }
            return ReadContent(
                content: CallContent(arguments: arguments, alsoSent: alsoSent),
                tree: fault == nil ? tree : nil, fault: fault, canonical: canonical)
        } catch {
            return ReadContent(
                content: CallContent(arguments: arguments, alsoSent: alsoSent), tree: nil,
                fault: error.description, canonical: arguments + [0] + (alsoSent ?? []))
        }
    }

    private func reading(
        of action: Action, _ read: ReadContent, _ known: KnownTool?, for key: ServerKey
    ) -> Reading {
        guard let tree = read.tree else {
            var reading = Reading()
            reading.faults = [read.fault ?? "unreadable"]
            return reading
        }
        guard let name = action.tool, let policy = governor.policy else { return Reading() }
        var reading = Reading()
        if let tool = policy.tools[name] {
            let reader = ArgumentReader(tool: tool, agent: policy.agents[key.agent])
            reading = reader.read(tree, mark: marks.recipient)
        }
        // Without a grant it is denied whatever it carries, and its schema is not even compiled.
        guard let known, policy.agents[key.agent]?.may[name] != nil else { return reading }
        reading.unchecked = known.schema.unchecked
        reading.faults = known.schema.faults(in: tree)
        reading.rules += known.unreadableRules
        return reading
    }

    /// How long the caller can be kept waiting, by what its client declared (mcp reference, 4.5):
    /// one that is told of progress as long as the policy says, any other a leg at a time.
    private func patience(with request: AgentRequest) -> Duration? {
        request.era == .legacy && request.progressToken != nil ? nil : HoldPolicy.legacyWait
    }

    /// What is known of a tool that an action names.
    func definition(of action: Action, for key: ServerKey) -> KnownTool? {
        guard let tool = action.tool else { return nil }
        return definitions[key]?[tool.tool]
    }
}

extension JSONValue {
    /// What the `ref` of a completion's params names; nil where it names nothing that is known.
    fileprivate func completed(at server: ServerName) -> Action? {
        guard case .object(let params) = self, case .object(let ref)? = params["ref"] else {
            return nil
        }
        return switch ref["type"] {
        case .string("ref/prompt"): .prompt(server, method: "completion/complete")
        case .string("ref/resource"): .resource(server, method: "completion/complete")
        default: nil
        }
    }

    /// The params of a request without what belongs to the protocol.
    fileprivate func without(_ names: [StaticString]) -> JSONValue {
        guard case .object(let object) = self else { return self }
        return .object(
            JSONObject(
                object.members.filter { member in
                    !names.contains { member.name.utf8.elementsEqual("\($0)".utf8) }
                }))
    }
}
