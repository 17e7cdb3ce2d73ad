import JSON
import SafeText
import Transport

/// Where the demonstration is played: the supervisor, the agents and the feed, all real programs of
/// this very binary, and the thread that waits for what they do. Used by that thread only.
final class Stage {
    let folder: DemonstrationFolder
    /// The program that everything here is.
    let program: String
    /// How long a question waits for a person.
    let holdSeconds: Int
    let loop: Loop
    let happenings: Happenings
    /// Whether a person looks on in the console: then the screen is the console's, and what happened is
    /// only counted.
    let isLive: Bool
    private let page: DemonstrationPage
    private let endWish: EndWish
    private let output = SafeOutput.standardOutput

    var children: [Child] = []
    var supervisor: Child?
    var feed: Child?
    /// The console, where a person looks on.
    var console: ConsoleProcess?
    var agents: [ScriptedAgent] = []
    var isEnding = false
    /// How the last command went.
    var outcome: CommandRun.Outcome?
    /// How often what happened, where a person looks on.
    private(set) var tally = Tally()
    /// What became of each call.
    private(set) var calls: [UInt64: CallStory] = [:]
    /// The calls of each agent, in order.
    private(set) var callsByAgent: [String: [UInt64]] = [:]
    /// The tools that are not what was seen first.
    private(set) var driftedTools: Set<String> = []

    init(
        folder: DemonstrationFolder, program: String, isLive: Bool, holdSeconds: Int,
        page: DemonstrationPage
    ) throws {
        self.folder = folder
        self.program = program
        self.isLive = isLive
        self.holdSeconds = holdSeconds
        self.page = page
        loop = Loop.start()
        happenings = try Happenings()
        endWish = EndWish(on: loop, telling: happenings)
    }

    /// Prints one line, as rows where the terminal is narrower.
    func say(_ line: SafeText) throws {
        try output.write(page.rows(line))
    }

    /// Takes what happened.
    func take(_ happening: Happening) throws {
        switch happening {
        case .line(let line, let child): try received(line, from: child)
        case .ended(let child, let complaints):
            children.removeAll { $0 === child }
            guard !isEnding else { return }
            // A person may end what an agent does; the play goes on with the others.
            if isLive, child !== supervisor, child !== feed { return }
            let words = SafeText(untrustedBytes: complaints).truncated(to: 400)
            throw DemonstrationFailure("\(name: child.name) ended: \(words)")
        case .ran(let outcome): self.outcome = outcome
        case .notRun(let error):
            throw DemonstrationFailure(
                "the system does not play along: \(SafeText(untrusted: error.description))")
        case .interrupted:
            guard !isEnding else { return }
            throw DemonstrationFailure.interrupted
        }
    }

    private func received(_ line: [UInt8], from child: Child) throws {
        do throws(JSONError) {
            if let agent = agents.first(where: { $0.child === child }) {
                return try agent.received(line)
            }
        } catch {
            throw DemonstrationFailure("\(name: child.name) was sent what is no JSON")
        }
        guard child === feed, let entry = try FeedEntry(line) else { return }
        if isLive { tally.note(entry.kind) } else { try note(entry) }
    }

    /// Notes one entry of the feed, and prints what a person should see of it.
    private func note(_ entry: FeedEntry) throws {
        if entry.kind == "tool.drifted", let tool = entry.tool { driftedTools.insert(tool) }
        if let call = entry.call {
            if calls[call] == nil, let agent = entry.agent {
                callsByAgent[agent, default: []].append(call)
            }
            calls[call, default: CallStory()].note(entry)
        }
        guard entry.isTold else { return }
        for line in page.telling(entry.entry) { try say("  | \(line)") }
        if entry.kind == "call.held", let code = entry.code {
            let command = ShellWord.line([program, "approve", code, "--run", folder.run])
            try say("  |   to answer it within \(holdSeconds) s, in another terminal:")
            // In one piece, however long: it is there to be copied.
            try output.write("  |   \(command)" as SafeText)
        }
    }
}
