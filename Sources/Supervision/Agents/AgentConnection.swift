import Governance
import MCP
import Transport

/// One connection of an agent to one server. Lives on the loop.
final class AgentConnection: LineChannelOwner, @unchecked Sendable {
    // Everything here is touched on the loop only: the channel calls there, and so does the
    // supervisor, whose executor is the loop's.
    let id: ConnectionID
    let key: ServerKey
    let channel: LineChannel
    /// The user id at the other end, as the kernel knows it.
    let user: UInt32
    /// By what it proved its agent.
    let evidence: Evidence
    /// The mark of its launcher's run token, where it gave one.
    let run: Governance.Digest?
    var session: AgentSession
    /// The calls under way by the agent's ids.
    var calls: [RequestID: CallID] = [:]
    /// Messages that came before the server was open, or while a request before them was being
    /// read, in order.
    var deferred: [Deferred] = []
    /// Whether a request of it is being read or checked off the loop: those after it wait.
    var isBeingRead = false
    /// Requests for a list that is being fetched.
    var listWaits: [(request: AgentRequest, kind: ListKind)] = []
    /// Listens that name resources, until the gate has let them.
    var openingListens: [RequestID: OpeningListen] = [:]
    var allowance = Allowance.agent
    /// When it was read from before its agent's other connections last.
    var turn: UInt64 = 0
    /// Whether its agent says no more; it may still wait for answers.
    var isInputOver = false
    private unowned let supervisor: Supervisor

    /// The bytes of these messages.
    var deferredBytes = 0

    /// A message that waits, and the batch that it came in.
    struct Deferred {
        let bytes: [UInt8]
        let batch: BatchNumber?
    }

    /// Messages kept until a server is open; a client sends two or three before it waits.
    static let deferredLimit = 64
    static let deferredBytesLimit = 256 << 10

    /// Whether messages wait that wait for nothing but to be taken: its agent was held back.
    var keepsWhatItMayTake: Bool {
        !deferred.isEmpty && !isBeingRead && session.server != nil
    }

    /// Whether no more is read until what waits goes on.
    var hasDeferredEnough: Bool {
        deferred.count >= AgentConnection.deferredLimit
            || deferredBytes >= AgentConnection.deferredBytesLimit
    }

    /// The messages that waited, which are given again.
    func takeDeferred() -> [Deferred] {
        defer {
            deferred = []
            deferredBytes = 0
        }
        return deferred
    }

    init(
        id: ConnectionID, key: ServerKey, channel: LineChannel, user: UInt32, evidence: Evidence,
        run: Governance.Digest?, session: AgentSession, supervisor: Supervisor
    ) {
        self.id = id
        self.key = key
        self.channel = channel
        self.user = user
        self.evidence = evidence
        self.run = run
        self.session = session
        self.supervisor = supervisor
    }

    /// Whether it takes what nobody waits for: progress, log lines, updates. An agent that reads
    /// too slowly loses these, and not its answers.
    var takesNews: Bool { channel.isWritable }

    func received(_ line: UnsafeRawBufferPointer, on channel: LineChannel) {
        // Used before this call returns, on the same thread.
        nonisolated(unsafe) let line = line
        supervisor.assumeIsolated { $0.received(line, from: self) }
    }

    func faulted(_ fault: LineFault, on channel: LineChannel) {
        supervisor.assumeIsolated { $0.faulted(fault, of: self) }
    }

    func inputEnded(on channel: LineChannel) {
        supervisor.assumeIsolated { $0.inputEnded(of: self) }
    }

    func closed(on channel: LineChannel, _ end: LineChannelEnd) {
        supervisor.assumeIsolated { $0.agentLeft(self) }
    }
}
