import AuditTrail
import Governance
import Synchronization
import Transport

/// Everything that a supervisor needs before it lives on the loop: lock, keys, trail, and the
/// governor folded from it.
struct SupervisorStart {
    let configuration: SupervisorConfiguration
    let loop: Loop
    let log: SupervisorLog
    let worker: WorkThread
    let clock: GovernedClock
    let marks: Marks
    let governor: Governor
    let writer: TrailWriter
    let recorder: Recorder
    let latch: KillLatch
    let latchReading: LatchFile.Reading
    let policySources: [Digest: [UInt8]]
    let held: [CallID: HeldContent]
    let wasStoppedCleanly: Bool
    let reading: ClockReading
    /// The policy file as it is now, and its text.
    let policy: Policy
    let policySource: [UInt8]
    let surroundings: Surroundings
    let prepared: [Digest: Surroundings]
    let observer: TrailListener
    /// What the trail's opening found and no later moment mends; nil where it found nothing.
    let withoutHead: String?

    /// Opens and reads everything. Blocks; called before the loop has work.
    init(_ configuration: SupervisorConfiguration, loop: Loop) throws {
        self.configuration = configuration
        self.loop = loop
        log = SupervisorLog()
        worker = WorkThread()
        let read = try SupervisorStart.readPolicy(configuration.policy)
        policy = read.policy
        policySource = read.source
        let key = try TrailKey.load(
            path: configuration.keys + "/trail.key", createIfAbsent: true)
        marks = Marks(key: try SecretKey.load(configuration.keys + "/marks.key"))
        reading = try SystemReading.now()
        // Before the trail: a latch that is missing beside a trail was taken away.
        let file = try LatchFile.open(path: configuration.latch)
        let listener = TrailListener(loop: loop)
        observer = listener
        let (writer, opening) = try TrailWriter.open(
            folder: configuration.trail, key: key.key, origin: configuration.origin,
            witnessPath: configuration.data + "/head", wallNanoseconds: reading.wallNanoseconds,
            observer: TrailObserver(
                durable: { listener.durable(through: $0) },
                failed: { listener.failed($0.description) },
                logIsLong: { listener.logIsLong($0) }))
        self.writer = writer
        withoutHead = opening.withoutHead
        for warning in opening.warnings { log.notice("the trail", warning) }
        let reader = try TrailReader(folder: configuration.trail)
        let fold = try TrailFold(reader)
        governor = fold.governor
        wasStoppedCleanly = opening.wasStoppedCleanly
        let known = GovernorState(fold.governor).policies
        var sources = fold.policySources.filter { known.contains($0.key) }
        sources[policy.digest] = policySource
        policySources = sources
        held = SupervisorStart.held(by: fold.governor, reader)
        clock = GovernedClock(reading: reading, last: fold.last, earlier: fold.started)
        recorder = Recorder(writer: writer, size: opening.size)
        latchReading = file.isNew && !opening.isNew ? .missing(configuration.latch) : file.read()
        latch = KillLatch(file: file, loop: loop)
        let inForce = fold.governor.policy ?? policy
        surroundings = Surroundings(of: inForce, configuration, earlier: nil)
        var prepared = [
            policy.digest: Surroundings(of: policy, configuration, earlier: surroundings)
        ]
        if let inForce = fold.governor.policy { prepared[inForce.digest] = surroundings }
        self.prepared = prepared
    }

    /// A policy without faults is needed to start; later a bad file never replaces a good one.
    private static func readPolicy(
        _ path: String
    ) throws(StartFailure) -> (policy: Policy, source: [UInt8]) {
        switch PolicyRead.file(path) {
        case .success(let policy, let source): return (policy, source)
        case .failure(let faults):
            throw StartFailure(
                "the policy cannot be used",
                next: "correct it and try `pullcord policy check \(path)`", faults: faults)
        }
    }

    /// The arguments of the holds whose cards a person can still ask for.
    private static func held(
        by governor: Governor, _ reader: TrailReader
    ) -> [CallID: HeldContent] {
        var found: [CallID: HeldContent] = [:]
        for call in Supervisor.shownCalls(governor) {
            do throws(TrailError) {
                for entry in try reader.entries(call: call.number)
                where entry.type == FactType.callHeld.rawValue {
                    let tool = governor.holds[call: call]?.judgement.action.tool
                    found[call] = try content(of: entry, reader).map {
                        HeldContent($0, say: tool.flatMap { governor.policy?.tools[$0]?.say })
                    }
                }
            } catch {
                // A card without its arguments says so and cannot be approved.
                continue
            }
        }
        return found
    }
}

extension SupervisorStart {
    /// What a held call carries; nil where a part of it is gone: half of it is no card.
    private static func content(
        of entry: TrailEntry, _ reader: TrailReader
    ) throws(TrailError) -> CallContent? {
        let hasMore = entry.payloads.contains { $0.kind == CallContent.alsoSentKind }
        let stored = try reader.payload(
            sequence: entry.sequence, kind: CallContent.argumentsKind)
        guard case .kept(let arguments)? = stored else { return nil }
        guard hasMore else { return CallContent(arguments: arguments, alsoSent: nil) }
        let more = try reader.payload(sequence: entry.sequence, kind: CallContent.alsoSentKind)
        guard case .kept(let alsoSent)? = more else { return nil }
        return CallContent(arguments: arguments, alsoSent: alsoSent)
    }
}

/// Carries what the trail's writer tells from its own thread to the loop.
final class TrailListener: Sendable {
    private struct State {
        weak var supervisor: Supervisor?
        var early: UInt64?
        var failure: String?
        var logBytes: Int?
    }

    private let state = Mutex(State())
    private let loop: Loop

    init(loop: Loop) {
        self.loop = loop
    }

    /// From now on the supervisor hears, first of what came before.
    func connect(_ supervisor: Supervisor) {
        let (early, failure, logBytes) = state.withLock { state in
            state.supervisor = supervisor
            return (state.early, state.failure, state.logBytes)
        }
        if let logBytes { logIsLong(logBytes) }
        if let early { durable(through: early) }
        if let failure { failed(failure) }
    }

    func durable(through sequence: UInt64) {
        let supervisor = state.withLock { state in
            state.early = max(state.early ?? 0, sequence)
            return state.supervisor
        }
        guard let supervisor else { return }
        loop.execute { supervisor.assumeIsolated { $0.durable(through: sequence) } }
    }

    /// The log of the trail's database is so long, because somebody reads; nil: no longer.
    func logIsLong(_ bytes: Int?) {
        let supervisor = state.withLock { state in
            state.logBytes = bytes
            return state.supervisor
        }
        guard let supervisor else { return }
        loop.execute { supervisor.assumeIsolated { $0.logIsLong(bytes) } }
    }

    func failed(_ reason: String) {
        let supervisor = state.withLock { state in
            state.failure = reason
            return state.supervisor
        }
        guard let supervisor else { return }
        loop.execute { supervisor.assumeIsolated { $0.trailFailed(reason) } }
    }
}
