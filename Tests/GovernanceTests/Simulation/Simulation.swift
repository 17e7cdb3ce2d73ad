import Governance
import JSON

/// A governor under random events, watched by a witness after each of them.
///
/// Everything follows from the seed. What the rim would do is done here: it forwards what was
/// admitted, tells outcomes, rings the timer at the moment the governor named, sometimes late.
struct Simulation {
    private(set) var random: SeededRandom
    private(set) var governor = Governor()
    private(set) var witness: Witness
    private(set) var now = Moment(nanoseconds: 1)
    private(set) var step = 0
    /// How many facts of each kind were seen: a simulation that never holds shows nothing.
    private(set) var seen: [String: Int] = [:]
    /// What the trail gives: the recorded facts, written and read, fed to a governor of its own.
    private var folded = Governor()
    private var unfolded: [Fact] = []

    /// What is under way, for the events that speak of it.
    var admitted: [CallID] = []
    var forwarded: [CallID] = []
    var answered: HoldAnswer?
    var nextConnection: UInt64 = 1
    var connections: [(agent: AgentName, id: ConnectionID)] = []
    var lastProposals: [Proposal] = []

    init(seed: UInt64) throws {
        random = SeededRandom(seed: seed)
        let policy = SimulationPolicies.all[1]
        witness = Witness(policy: policy)
        try tell(.policyRead(PolicyReading(policy: policy)))
        try tell(.listed(ServerName("bank"), listing("1")))
        for agent in ["bot", "duo", "kid"] { try tell(attachment(of: agent)) }
        for tool in policy.tools.keys.sorted() {
            for agent in ["bot", "duo"] {
                try tell(
                    .granted(
                        AgentName(agent), tool, .withinCaps, by: OperatorName("ana"),
                        reason: "earned"))
            }
        }
    }

    /// Plays so many events; throws at the first thing that must not be.
    mutating func run(events: Int) throws {
        for _ in 0..<events {
            step += 1
            try passTime()
            var random = random
            let event = nextEvent(&random)
            self.random = random
            try tell(event)
            if step.isMultiple(of: 1000) { try fold() }
        }
        try fold()
    }

    private mutating func tell(_ event: Event) throws {
        let facts = governor.decide(event, at: now)
        try witness.see(event, facts, at: now)
        for fact in facts {
            governor.evolve(fact)
            note(fact)
        }
        unfolded += facts
    }

    private mutating func note(_ fact: Fact) {
        seen[fact.type?.rawValue ?? "call.forwarded", default: 0] += 1
        switch fact {
        case .callAdmitted(let fact): admitted.append(fact.judgement.call)
        case .callForwarded(let call):
            admitted.removeAll { $0 == call }
            forwarded.append(call)
        case .holdRecalled(let fact):
            admitted.removeAll { $0 == fact.call }
            forwarded.removeAll { $0 == fact.call }
        case .callWithdrawn(let fact):
            admitted.removeAll { $0 == fact.call }
            forwarded.removeAll { $0 == fact.call }
        case .callFinished(let fact):
            admitted.removeAll { $0 == fact.call }
            forwarded.removeAll { $0 == fact.call }
        case .started:
            admitted = []
            forwarded = []
            connections = []
        default: break
        }
    }

    /// Time goes on. The timer mostly rings exactly when it is due, and then something is due;
    /// a nanosecond before nothing is.
    private mutating func passTime() throws {
        let span: Duration =
            switch random.below(1000) {
            case 0: .seconds(7200)
            case 1..<6: .seconds(Int64(60 + random.below(600)))
            case 6..<200: .seconds(Int64(random.below(20)))
            default: .milliseconds(Int64(random.below(1500)))
            }
        let end = now.advanced(by: span)
        guard random.chance(85) else {
            now = end
            return
        }
        while let wake = governor.nextWake, wake <= end {
            let early = Moment(nanoseconds: wake.nanoseconds - 1)
            if early >= now {
                let facts = governor.decide(.ticked, at: early)
                try require(facts.isEmpty, "due before its time: \(facts)")
            }
            now = max(now, wake)
            let before = governor.decide(.ticked, at: now)
            try require(!before.isEmpty, "the timer rang at \(now) for nothing")
            try tell(.ticked)
            let next = governor.nextWake
            try require(next.map { $0 > now } ?? true, "something due at \(now) was left")
        }
        now = end
    }

    /// Feeding the recorded facts, through their form in the trail, gives the same governor.
    ///
    /// That a call was handed on is not in the trail, so both are compared after the same start,
    /// as after a stop at this very moment.
    private mutating func fold() throws {
        for fact in unfolded {
            guard let type = fact.type else { continue }
            let data = try JSONValue.parse(try fact.entryData())
            let read = try Fact(type, data) { digest in
                guard let policy = SimulationPolicies.all.first(where: { $0.digest == digest })
                else { throw Violation("no policy \(digest)") }
                return policy
            }
            try require(read == fact, "written and read, \(fact) is \(read)")
            folded.evolve(read)
        }
        unfolded = []
        var (live, other) = (governor, folded)
        for fact in live.decide(.started(wasClean: true, clock: Sample.clock), at: now) {
            live.evolve(fact)
            other.evolve(fact)
        }
        try require(live == other, "the facts give another governor")
    }
}
