import Governance
import MCP
import PolicyFile
package import Transport

/// The running proxy: the one owner of the governor. It carries events in and effects out.
///
/// It lives on the event loop: its executor is the loop's, and the handlers of connections enter it
/// by `assumeIsolated`. Between looking and changing there is no suspension; what waits (trail,
/// server, person) comes back as an event.
package actor Supervisor {
    nonisolated package let loop: Loop
    nonisolated package var unownedExecutor: UnownedSerialExecutor {
        loop.executor.asUnownedSerialExecutor()
    }

    let configuration: SupervisorConfiguration
    let clock: GovernedClock
    let marks: Marks
    let log: SupervisorLog
    var governor: Governor
    // What each call looks at many times. No access to it calls back: the rooms below know no
    // supervisor. Debug builds, which all tests run, check that.
    #if !DEBUG
        @exclusivity(unchecked)
    #endif
    var recorder: Recorder
    /// What waits for the disk.
    var waiting = DurableQueue<Waiting>()
    /// The users and tokens behind the names of the policy in force.
    var surroundings: Surroundings
    /// The same for policies that may come into force, looked up off the loop.
    var prepared: [Digest: Surroundings]
    var accounts: Accounts { surroundings.accounts }
    /// The calls that somebody is owed an answer to, or whose outcome is not known.
    #if !DEBUG
        @exclusivity(unchecked)
    #endif
    var calls: [CallID: OpenCall] = [:]
    var agents: [ConnectionID: AgentConnection] = [:]
    var nextConnection: UInt64 = 1
    #if !DEBUG
        @exclusivity(unchecked)
    #endif
    var servers: [ServerKey: ServerLink] = [:]
    var operators: [UInt64: OperatorConnection] = [:]
    /// Whether subscribers are told the time next.
    var isBeating = false
    var contention = Contention()
    /// What was seen of each tool's calls since the start.
    #if !DEBUG
        @exclusivity(unchecked)
    #endif
    var tallies: ToolTallies
    /// For look-ups that may wait long on a name service or a disk: nothing else waits with them.
    let lookUps = WorkThread()
    /// The agents that arrive, by the token file that is to prove them, and the threads that read
    /// those: the idle ones, and how many there are.
    var doors: [String: TokenDoor] = [:]
    var idleReaders: [WorkThread] = []
    var readers = 0
    /// For checks and readings that would keep the loop from everybody else.
    let longWorker = WorkThread()
    /// What waits for it, and whether it is at work.
    var longWork = TurnQueue<AgentName, @Sendable () -> Void>()
    var isWorkingElsewhere = false
    /// Agents whose proof is being read.
    var arriving = 0
    /// Changes where what was read of a proof may be out of date.
    var proofRevision = 0
    var isLookingAround = false
    var looksAroundAgain = false
    let alerts: AlertQueue
    let latch: KillLatch
    let feedReader: FeedReader
    /// The tools of each server as listed last, kept while the server is not running.
    #if !DEBUG
        @exclusivity(unchecked)
    #endif
    var definitions: [ServerKey: [Identifier<ToolName>: KnownTool]] = [:]
    /// Servers whose tools are looked at when the disk has caught up.
    var looksDue: [ServerKey] = []
    /// What was said in the log of rules that do not fit their tools, so that it is said once.
    var saidMisfits: Set<PolicyFault> = []
    /// What each server said of itself when it was open last.
    var profiles: [ServerKey: ServerProfile] = [:]
    /// The era in which a server was opened before: no probe is needed then.
    var eras: [ServerName: Era] = [:]
    var restarts: [ServerKey: ServerRestarts] = [:]
    /// The text of each policy that is in force or waits, by its digest.
    var policySources: [Digest: [UInt8]]
    var policyFaults: [String] = []
    var policyLoadedAt: Int64
    let startedWall: Int64
    /// What held calls carry, for their cards.
    var held: [CallID: HeldContent] = [:]
    /// The request that is being judged.
    var asking: Asking?
    /// The answer of a server that is being recorded.
    var result: [UInt8]?
    /// The refusal that is being carried out.
    var lastRefusal: CallRefused?
    /// The recorded start of this supervisor.
    var started: SupervisorStarted?
    let worker: WorkThread
    var snapshotDue: UInt64
    var isTakingSnapshot = false
    var listeners = Listeners()
    var isLookingNowAndThen = false
    var isStopping = false
    var end: SupervisorLife.End?
    /// Whether nobody is read from because the disk is too far behind.
    var isHoldingBack = false
    /// What is wrong with the trail since its opening, and with its log for now.
    let withoutHead: String?
    var longLog: String?
    /// What each agent had refused lately, and when the next may be read from again.
    var refusals = RefusalBuckets()
    var refill: (at: UInt64, timer: LoopTimer)?
    /// The next turn of a connection to be read from before its agent's others.
    var nextTurn: UInt64 = 1
    private var wake: (at: Moment, timer: LoopTimer)?

    init(_ start: SupervisorStart) {
        loop = start.loop
        configuration = start.configuration
        clock = start.clock
        marks = start.marks
        log = start.log
        governor = start.governor
        tallies = ToolTallies(start.governor.policy)
        recorder = start.recorder
        surroundings = start.surroundings
        prepared = start.prepared
        alerts = AlertQueue(loop: start.loop, log: start.log)
        latch = start.latch
        feedReader = FeedReader(folder: start.configuration.trail, worker: start.worker)
        policySources = start.policySources
        worker = start.worker
        snapshotDue = (start.recorder.last ?? 0) + Snapshot.everyEntries
        held = start.held
        startedWall = start.clock.wall
        policyLoadedAt = start.clock.wall
        withoutHead = start.withoutHead
    }

    /// Asks the governor what follows from an event, records it, lets it be so, and carries out
    /// the effects, in this order and without suspension.
    ///
    /// - Returns: the facts, for callers that answer a person.
    @discardableResult
    func happen(_ event: Event) -> Happened { happen(event, at: clock.now) }

    /// The same for an event of this moment, which is not before that of the last one.
    @discardableResult
    func happen(_ event: Event, at now: Moment) -> Happened {
        // Where it lies: to hand a governor over, each of its parts would be retained.
        let facts = withUnsafePointer(to: &governor) { $0.pointee.decide(event, at: now) }
        guard !facts.isEmpty else { return Happened(facts: [], sequence: nil) }
        do throws(RecordFailure) {
            let agent = agent(behind: facts)
            let sequence = try record(facts, of: agent)
            for fact in facts {
                governor.evolve(fact)
            }
            for fact in facts {
                observe(fact)
                for effect in fact.effects {
                    perform(effect, recordedAt: sequence)
                }
            }
            if facts.contains(where: { movesDeadlines($0, at: now) }) { armTimer() }
            holdAgentsBackWhenBehind(agent)
            return Happened(facts: facts, sequence: sequence)
        } catch {
            // Nothing was changed. A proposal whose entry cannot be written, or for which there is no
            // room now, is not let through, and is nobody else's trouble: the trail is whole.
            if error.kind != .broken, case .proposed = event {
                log.error("a call could not be recorded, so it was refused", error.reason)
                return Happened(facts: [], sequence: nil)
            }
            // With the trail known to be broken the same event is judged
            // anew, and everything that must be recorded is refused.
            trailFailed(error.reason)
            return happen(event)
        }
    }

    /// Whether a fact can bring a deadline nearer. Calls that come and go only move the idle time
    /// of their run further away; that one is looked at again when all of them have landed.
    private func movesDeadlines(_ fact: Fact, at now: Moment) -> Bool {
        switch fact {
        case .callAdmitted(let fact): fact.code != nil
        case .callFinished, .callWithdrawn:
            governor.flights.calls.isEmpty && !isArmedBeforeIdleEnds(now)
        case .callRefused, .callForwarded, .runLeft, .toolPinned, .toolDrifted, .toolRestored,
            .actRefused, .agentPaused, .agentResumed, .agentHeldBack, .writesFrozen, .killReleased:
            false
        default: true
        }
    }

    /// Whether the timer rings before a run whose call lands now can be idle for long enough to end.
    private func isArmedBeforeIdleEnds(_ now: Moment) -> Bool {
        guard let wake, let policy = governor.policy else { return false }
        return wake.at <= now.advanced(by: policy.shortestIdle)
    }

    /// Arms the one timer for the next moment at which something falls due.
    private func armTimer() {
        guard let next = governor.nextWake else {
            wake?.timer.cancel()
            wake = nil
            return
        }
        // A moment that moved later is looked at when the armed one comes: calls only postpone.
        if let wake, wake.at <= next { return }
        wake?.timer.cancel()
        let timer = loop.schedule(at: clock.boot(at: next)) { [weak self] in
            self?.assumeIsolated { supervisor in
                supervisor.wake = nil
                if supervisor.happen(.ticked).facts.isEmpty { supervisor.armTimer() }
            }
        }
        wake = (next, timer)
    }
}

/// What followed from an event.
struct Happened {
    let facts: [Fact]
    /// The last entry that records it; nil where nothing was recorded.
    let sequence: UInt64?
}
