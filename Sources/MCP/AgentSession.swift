internal import JSON

/// The server's side of one connection of an agent, in every revision at once: `initialize` opens
/// the legacy era, `_meta` with a version makes a request modern (2026-07-28, basic/versioning).
///
/// It decides nothing about what the agent may do. It says what a message asks for, answers what is
/// the protocol's alone, and keeps the requests under way, so that each is answered once.
package struct AgentSession: Sendable {
    /// How far the legacy handshake has come.
    enum Handshake: Sendable {
        case none
        case answered(Revision)
        case complete(Revision)
    }

    /// A request under way, with the progress told for it.
    struct InFlight: Sendable {
        let request: AgentRequest
        var progress = ProgressTrack()
    }

    var opening = Handshake.none
    var inFlight: [RequestID: InFlight] = [:]
    var listens: [RequestID: Listen] = [:]
    /// Resources subscribed to by `resources/subscribe`; keys compared by bytes.
    var subscribed: Set<ExactText> = []
    /// The wishes for resources that nobody has granted yet, by the request.
    var wishes: [RequestID: (uri: ExactText, isOn: Bool)] = [:]
    var batches: [BatchNumber: BatchAnswers] = [:]
    var nextBatch = 0
    /// Answers of batches completed by the message at hand.
    var completed: [[UInt8]] = []
    /// The level of `logging/setLevel`; nil until it is set.
    package internal(set) var logLevel: LogLevel?
    /// The name that the agent's client gives itself, as JSON; self-reported, so for display and
    /// for the table of hold budgets alone.
    package internal(set) var clientInfo: [UInt8]?
    /// What the server said of itself; nil until it was opened.
    package internal(set) var server: ServerProfile?

    /// A connection of which nothing is known yet.
    package init(server: ServerProfile? = nil) {
        self.server = server
    }

    /// The revision agreed on by a legacy handshake; nil before it and for a modern client.
    package var negotiated: Revision? {
        switch opening {
        case .none: nil
        case .answered(let revision), .complete(let revision): revision
        }
    }

    /// The server is open; messages that needed it may be given again.
    package mutating func serverOpened(_ profile: ServerProfile) {
        server = profile
    }

    /// The requests that are owed an answer, listens apart; for the end of a connection or server.
    package var requestsInFlight: [AgentRequest] {
        inFlight.values.map(\.request).filter { $0.kind != .listen }
    }

    /// Whether a request is owed an answer: it was not answered, nor withdrawn.
    package func isUnderWay(_ id: RequestID) -> Bool { inFlight[id] != nil }

    /// Whether a message withdraws a request that is under way: such a one waits for nothing (mcp.md
    /// section 8, row 1). One that withdraws what was not taken yet keeps its place.
    package func withdraws(_ message: UnsafeRawBufferPointer) -> Bool {
        do throws(EnvelopeFault) {
            let envelope = try Envelope.scan(message)
            guard envelope.kind == .notification, envelope.method == .cancelled,
                let id = envelope.identifier(.requestID, in: message)
            else { return false }
            return isUnderWay(id)
        } catch {
            return false
        }
    }

    /// Takes a message of the agent.
    ///
    /// - Parameters:
    ///   - message: one line without its newline, or one element of a batch.
    ///   - batch: the batch that the element is of.
    /// - Returns: what to do with it.
    package mutating func receive(
        _ message: UnsafeRawBufferPointer, in batch: BatchNumber? = nil
    ) -> Received {
        defer { completed = [] }
        let envelope: Envelope
        do throws(EnvelopeFault) {
            envelope = try Envelope.scan(message)
        } catch {
            let step = gathered(unreadable(error, message, batch), batch)
            return Received(envelope: nil, step: step, batchAnswers: completed)
        }
        let step =
            switch envelope.kind {
            case .request: asked(envelope, message, batch)
            case .notification: notified(envelope, message)
            case .result, .error: AgentStep.ignored(.unexpectedAnswer)
            }
        let settled = batch == nil ? step : gathered(step, batch)
        return Received(envelope: envelope, step: settled, batchAnswers: completed)
    }

    /// What becomes of a message that cannot be read: an error, unless it asked for nothing.
    private mutating func unreadable(
        _ fault: EnvelopeFault, _ message: UnsafeRawBufferPointer, _ batch: BatchNumber?
    ) -> AgentStep {
        if fault.kind == .batch, batch == nil, negotiated?.hasBatches == true {
            return split(message)
        }
        if fault.isAnswer { return .ignored(.unreadable) }
        var id = fault.id
        if let given = id, inFlight[given] != nil {
            // An error with this id would be taken for the answer to the request under way.
            id = nil
        }
        return .answer(Answers.error(to: id, of: negotiated, fault.code, fault.description))
    }

    /// What a line that was too long to be kept is answered with: its id was never read.
    package func lineTooLong(limit: Int) -> [UInt8] {
        Answers.error(
            to: nil, of: negotiated, .invalidRequest, "a line of more than \(limit) bytes")
    }

    /// Nothing is owed for this id any more.
    ///
    /// - Returns: what becomes of the answer at hand.
    package mutating func settle(_ id: RequestID) -> Settlement {
        guard let settled = inFlight.removeValue(forKey: id) else { return .nobody }
        // A listen that is answered, as when it is refused, is over.
        listens[id] = nil
        wishes[id] = nil
        if let batch = settled.request.batch { return .gather(batch) }
        return .deliver
    }
}
