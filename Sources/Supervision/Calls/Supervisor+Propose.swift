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
    /// The arguments as they were read; nil where they could not be.
    let arguments: JSONValue?
    /// Where its tool is counted; nil for what is no tool of the policy.
    let toolPlace: Int?

    init(
        caller: Caller, key: ServerKey, action: Action, envelope: Envelope,
        message: UnsafeRawBufferPointer, read: ReadContent,
        toolPlace: Int?
    ) {
        self.caller = caller
        self.key = key
        self.action = action
        self.envelope = envelope
        self.message = message
        content = read.content
        arguments = read.tree
        self.toolPlace = toolPlace
    }
}

/// The tool that a call names.
struct NamedTool {
    /// What is known of it from its server's list; nil if it is not there, or nothing is named.
    let known: KnownTool?
    let isGranted: Bool

    /// The tool whose schema the arguments are checked against. Without a grant the call is denied
    /// whatever it carries, and the schema is not even compiled.
    var toCheck: KnownTool? { isGranted ? known : nil }
}

extension Supervisor {
    /// Makes a proposal of a request and puts it to the gate. What takes long to read or to check is
    /// read and checked elsewhere first, and what the connection asks after it waits.
    func propose(
        _ request: AgentRequest, _ envelope: Envelope, _ message: UnsafeRawBufferPointer,
        by connection: AgentConnection
    ) {
        guard !isTooMuch(message.count, of: connection) else {
            let caller = Caller(connection: connection, request: request)
            return deliver(Refusal(.tooMany, reference: "-").answer(to: request), to: caller)
        }
        guard message.count <= ReadContent.bytesOnLoop else {
            return proposeElsewhere(LongRequest(request, envelope, Array(message)), by: connection)
        }
        let read = ReadContent(of: request, envelope, message)
        let action = read.action(request, envelope, message, at: connection.key.server)
        let named = tool(of: action, for: connection.key)
        var check: ArgumentCheck?
        if let tree = read.tree, let known = named.toCheck {
            check = known.schema.compiled?.checkOnLoop(tree)
            guard check != nil else {
                let long = LongRequest(request, envelope, Array(message), read)
                return proposeElsewhere(long, by: connection)
            }
        }
        put(request, envelope, message, action, read, named, check, by: connection)
    }

    /// The tool that a call names, as it is known and granted now.
    func tool(of action: Action, for key: ServerKey) -> NamedTool {
        guard let name = action.tool else { return NamedTool(known: nil, isGranted: false) }
        return NamedTool(
            known: definitions[key]?[name.tool],
            isGranted: governor.policy?.agents[key.agent]?.may[name] != nil)
    }

    /// Puts a request to the gate, by what is so now. `named` is the tool as it is known now, and
    /// `check` what its schema says of the arguments; nil where none was to be asked, or none could.
    func put(
        _ request: AgentRequest, _ envelope: Envelope, _ message: UnsafeRawBufferPointer,
        _ action: Action, _ read: ReadContent, _ named: NamedTool, _ check: ArgumentCheck?,
        by connection: AgentConnection
    ) {
        let proposal = Proposal(
            agent: connection.key.agent, connection: connection.id, action: action,
            digest: marks.proposal(action, canonicalArguments: read.canonical),
            definition: named.known?.digest,
            reading: reading(of: action, read, named, check, for: connection.key),
            argumentBytes: read.content.byteCount, patience: patience(with: request),
            runToken: connection.run)
        asking = Asking(
            caller: Caller(connection: connection, request: request), key: connection.key,
            action: action, envelope: envelope, message: message, read: read,
            toolPlace: named.known?.place ?? action.tool.flatMap { tallies.place(of: $0) })
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

    private func reading(
        of action: Action, _ read: ReadContent, _ named: NamedTool, _ check: ArgumentCheck?,
        for key: ServerKey
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
        guard let known = named.toCheck else { return reading }
        guard let check else {
            reading.faults = ["they could not be checked: the tool's definition keeps changing"]
            return reading
        }
        reading.unchecked = check.unchecked
        reading.faults = check.faults
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
