import Glibc
import SafeText

/// The demonstration: a supervisor in a directory of its own, real servers, scripted agents, and what
/// stops them.
package struct Demonstration {
    /// The path of the program that is supervisor, client and server of it all.
    package let program: String
    /// Who looks on.
    package let audience: Audience
    /// Whether the directory stays.
    package let keepsFolder: Bool
    private let page: DemonstrationPage

    /// Who looks on while it is played.
    package enum Audience: Hashable, Sendable {
        /// Nobody answers: six acts are played and told line by line, and questions end early.
        case nobody
        /// A person in the console, in a theme of choice, who answers, stops and leaves.
        case person(theme: String?)
    }

    private var isLive: Bool { audience != .nobody }

    private var holdSeconds: Int { isLive ? 120 : 3 }

    package init(
        program: String, audience: Audience, keepsFolder: Bool,
        page: DemonstrationPage
    ) {
        self.program = program
        self.audience = audience
        self.keepsFolder = keepsFolder
        self.page = page
    }

    /// Plays it. Whether every stop happened as told, and the trail of it all is whole. Whatever
    /// happens, nothing that was started goes on, and without `keepsFolder` nothing is left on disk.
    package func play() throws -> Bool {
        let folder = try DemonstrationFolder()
        let stage: Stage
        do {
            stage = try Stage(
                folder: folder, program: program, isLive: isLive, holdSeconds: holdSeconds,
                page: page)
        } catch {
            try folder.remove()
            throw error
        }
        let told: Result<Bool, any Error>
        let isOver: Bool
        switch audience {
        case .nobody:
            let played = Result { try perform(on: stage) }
            isOver = stage.end()
            told = Result { try conclude(played.get(), stage, isOver: isOver) }
        case .person(let theme):
            let left = Result { try show(on: stage, theme: theme) }
            isOver = stage.end()
            told = Result { try conclude(left.get(), stage, isOver: isOver) }
        }
        if !keepsFolder { try folder.remove() }
        if isLive, isOver, case .success = told { try sayGoodbye(stage) }
        if isOver, case .failure(let failure as DemonstrationFailure) = told,
            failure.isInterruption
        {
            throw DemonstrationFailure(
                keepsFolder
                    ? "interrupted: everything it started has ended; see \(untrusted: folder.path)"
                    : "interrupted: everything it started has ended, and its directory is removed",
                isInterruption: true)
        }
        return try told.get()
    }

    private func perform(on stage: Stage) throws -> Play {
        let folder = stage.folder
        try stage.say("Pullcord's demonstration, in \(untrusted: folder.path)")
        try stage.say(
            "Real supervisor, real MCP servers, scripted agents. Lines with | are entries of"
        )
        try stage.say("the trail, in the words of `pullcord audit tail`.")
        try stage.say("All of it runs as your own user, so `pullcord status` says UNGUARDED.")
        try setUp(stage)
        var play = Play(stage)
        try play.perform()
        return play
    }

    /// A supervisor with its policy, agents with their tokens and what they were granted.
    func setUp(_ stage: Stage) throws {
        let folder = stage.folder
        try folder.write(
            policy: DemonstrationPolicy(
                program: program, user: try Self.userName(), folder: folder,
                holdSeconds: holdSeconds, isLive: isLive
            ).text)
        for agent in DemonstrationPolicy.agents {
            try stage.run([
                "agent", "add", agent.name, "--token-file", folder.token(of: agent.name),
            ])
        }
        try stage.startSupervisor()
        for agent in DemonstrationPolicy.agents {
            guard let tool = agent.granted,
                !isLive || agent.name != Cast.newcomer
            else { continue }
            try stage.run([
                "grant", agent.name, tool, "within-caps", "--reason", "for the demonstration",
            ])
        }
    }

    /// Whether the trail is whole, in the words of the command that tells everybody.
    func proveTrail(_ stage: Stage, isOver: Bool) throws {
        try stage.say("pullcord audit verify")
        for line in try stage.run(["audit", "verify"]) { try stage.say("  \(line)") }
        if !isOver { try stage.say("NOT everything that was started has ended") }
        if keepsFolder { try stage.say("kept: \(untrusted: stage.folder.path)") }
    }

    /// The summary: what stopped what, what the servers did, and whether the trail is whole.
    private func conclude(_ play: Play, _ stage: Stage, isOver: Bool) throws -> Bool {
        try stage.say("")
        try stage.say("What stopped what")
        for stop in play.stops {
            let mark: SafeText = stop.isAsTold ? "ok " : "NOT"
            try stage.say("  \(mark)  \(stop.title): \(stop.ending)")
        }
        let books = try Books(stage.folder)
        let isAgreed = books.agree(with: play.done)
        try stage.say("By the servers' own books: \(books.words)")
        if !isAgreed { try stage.say("NOT what the agents were told was done") }
        try stage.say(
            "Breakers, loop detection and taint are not built yet; none of them took part.")
        try proveTrail(stage, isOver: isOver)
        let isGood = isAgreed && isOver && play.stops.allSatisfy(\.isAsTold)
        try stage.say(isGood ? "Every stop happened as told." : "NOT every stop happened as told.")
        return isGood
    }

    private static func userName() throws(DemonstrationFailure) -> String {
        guard let entry = getpwuid(geteuid()), let name = entry.pointee.pw_name else {
            throw DemonstrationFailure(
                """
                your user id \(geteuid()) has no name; the policy names operators by theirs; \
                run it as a user that has one
                """)
        }
        return String(cString: name)
    }
}
