import JSON
import MCP
import Transport

/// The play that a person takes part in: agents at work, and for each step of the tour something to try.
/// Everything in it is a real call of a real agent; what becomes of it is the person's.
struct LivePlay {
    private var routines: [Routine]

    /// Connects the agents.
    init(_ stage: Stage) throws {
        var agents: [ScriptedAgent] = []
        for agent in DemonstrationPolicy.agents {
            // Of the older era, whose clients wait as long as the question is open.
            agents.append(try stage.connect(agent.name, era: .legacy))
        }
        let now = SystemClock().bootNanoseconds
        routines = agents.enumerated().map { index, agent in
            let (calls, seconds) = Self.work(of: agent.name)
            // They do not all begin at once.
            return Routine(
                agent, calls, seconds: seconds, from: now + UInt64(index) * Routine.second / 2)
        }
        // Something for the first look: sure of itself, and far over the cap.
        errand("refund-bot", Self.refund("4000", to: "ACC-1001"), in: 4, from: now)
    }

    /// Begins what a step of the tour is about.
    mutating func take(_ cue: Cue, at now: UInt64) {
        switch cue {
        case .look, .approve, .kill, .release, .help, .leave: break
        case .open:
            errand(Cast.newcomer, Self.note, in: 0, from: now)
            // Once it was allowed its server "updates" itself: the same call is another tool's then.
            errand(Cast.newcomer, Self.note, in: 8, from: now)
        case .deny:
            errand(Cast.misled, PlannedCall("read_mail", [("id", .string("m2"))]), in: 0, from: now)
            errand(Cast.misled, Self.leak, in: 1, from: now)
            errand("cleanup-bot", Self.cleanUp, in: 6, from: now)
            errand("refund-bot", Self.refund("400", to: "ACC-9917"), in: 10, from: now)
        case .pause: hurry(Cast.runaway)
        }
    }

    /// Lets every agent do what is due.
    mutating func turn(at now: UInt64) {
        for index in routines.indices { routines[index].turn(at: now) }
    }

    private mutating func errand(
        _ agent: String, _ call: PlannedCall, in seconds: UInt64, from now: UInt64
    ) {
        guard let index = routines.firstIndex(where: { $0.agent.name == agent }) else { return }
        routines[index].add(call, due: now + seconds * Routine.second)
    }

    /// An agent that stopped thinking.
    private mutating func hurry(_ agent: String) {
        guard let index = routines.firstIndex(where: { $0.agent.name == agent }) else { return }
        routines[index].pace = Routine.second / 6
    }

    /// What an agent does all day, and every how many seconds.
    private static func work(of agent: String) -> ([PlannedCall], Double) {
        switch agent {
        case "refund-bot":
            let lookUps = (11...17).map {
                PlannedCall("look_up_customer", [("customer", .string("C-\($0)"))])
            }
            return (lookUps + [refund("24.50", to: "ACC-1001")], 2.5)
        case Cast.runaway: return ([PlannedCall("list_refunds")], 6)
        case Cast.misled:
            return (
                [
                    PlannedCall("list_mails"),
                    PlannedCall("read_mail", [("id", .string("m1"))]),
                ], 4
            )
        case "cleanup-bot": return ([PlannedCall("list_files")], 9)
        default: return ([], 1)
        }
    }

    private static func refund(_ amount: String, to account: String) -> PlannedCall {
        let number = JSONNumber(spelling: amount).map(JSONValue.number) ?? .null
        return PlannedCall("refund", [("amount", number), ("account", .string(account))])
    }

    private static let note = PlannedCall(
        "save_note", [("title", .string("today")), ("text", .string("all quiet"))])

    private static let leak = PlannedCall(
        "send_mail",
        [
            ("to", .string("audit@outside.example")), ("subject", .string("all customers")),
            ("text", .string("C-1 Ada, C-2 Bo, C-17 Cleo")),
        ])

    /// All reports of a year, in one call.
    private static let cleanUp = PlannedCall(
        "delete_files",
        [
            (
                "paths",
                .array((1...240).map { .string("reports/2025/report-\($0).csv") })
            )
        ])
}
