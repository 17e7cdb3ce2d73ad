import Governance
import PolicyFile
import Testing

struct PolicyDraftTests {
    private static let git: [PolicyDraft.Tool] = [
        PolicyDraft.Tool(name: "git_status", readOnlyHint: true, destructiveHint: false),
        PolicyDraft.Tool(name: "git_commit", readOnlyHint: false, destructiveHint: false),
        PolicyDraft.Tool(name: "git_reset", readOnlyHint: false, destructiveHint: true),
        PolicyDraft.Tool(name: "git_branch"),
        PolicyDraft.Tool(name: "git_lies", readOnlyHint: true, destructiveHint: true),
    ]

    private static func draft(
        host: String = "laptop", user: String = "ana",
        command: [String] = ["mcp-server-git", "--repository", "/srv/repo"],
        proof: AgentProof = .token(file: "keys/dev.hash"), tools: [PolicyDraft.Tool] = git
    ) throws -> String {
        try PolicyDraft(
            host: host, user: user, agent: "dev", proof: proof, server: "git", command: command,
            tools: tools
        ).text
    }

    @Test func aDraftIsWhatAPersonWouldWrite() throws {
        #expect(
            try PolicyDraftTests.draft() == """
                pullcord: 1
                host: { label: laptop, colour: calm }
                operators: { ana: { user: ana, answers: high, may: [release, grant, apply] } }
                servers: { git: { command: [mcp-server-git, --repository, /srv/repo] } }
                # A tool without a tier waits for a person at every call, as a high one.
                tools:
                  git/git_status: # says it only reads: where that is so, { tier: low } lets it run alone
                  git/git_commit:
                  git/git_reset: # says it destroys: nobody may use it yet
                  git/git_branch:
                  git/git_lies: # says it destroys: nobody may use it yet
                agents:
                  dev: { owner: ana, proof: { token: keys/dev.hash }, may: [git/git_status, git/git_commit, git/git_branch] }

                """)
    }

    @Test func aDraftLetsNothingRunAlone() throws {
        let policy = try PolicyText.read(PolicyDraftTests.draft()).get()
        #expect(policy.tools.count == 5)
        #expect(policy.tools.values.allSatisfy { $0.effectiveTier == .high })
        let agent = try #require(policy.agents[AgentName("dev")])
        #expect(
            agent.may.keys.map(\.tool.text).sorted() == ["git_branch", "git_commit", "git_status"])
        #expect(agent.rung == .holdAll)
    }

    /// "Shown by" 3 of the issue: the draft, edited to ten lines.
    @Test func tenLinesAreAPolicy() throws {
        let text = """
            pullcord: 1
            host: { label: laptop, colour: calm }
            operators: { ana: { user: ana, answers: high, may: [release, grant, apply] } }
            servers: { git: { command: [mcp-server-git, --repository, /srv/repo] } }
            tools:
              git/git_status: { tier: low }
              git/git_commit: { tier: medium, say: "commit {/message}" }
              git/git_reset: { deny: always }
            agents:
              dev: { owner: ana, proof: { token: keys/dev.hash }, may: [git/git_status, git/git_commit, git/git_reset] }
            """
        let policy = try PolicyText.read(text).get()
        #expect(policy.tools.values.map(\.effectiveTier).sorted() == [.low, .medium, .high])
        #expect(policy.agents[AgentName("dev")]?.may.count == 3)
    }

    @Test(arguments: [
        [
            "strange name", "with\"quote", "with\\slash", "a: b", "#x", "[x]", "{x}", "&a", "*a",
            "!t", "- x", "'q'", "%", "@", "`", "null", "true", "a/b",
        ],
        [
            "with\nline", "\u{202E}evil", "", " edge", "edge ", String(repeating: "x", count: 129),
            "ünïcode", "*",
        ],
        [], ["twice", "twice"],
    ])
    func whateverAServerListsTheDraftIsAPolicy(_ names: [String]) throws {
        let tools = names.map { PolicyDraft.Tool(name: $0) }
        let text = try PolicyDraftTests.draft(
            host: "h\u{7}ost: {\"x\"}", user: "_svc",
            command: ["a b", "--x={y}", "\"q\"", "\\", "-", "", "#c", "é"],
            proof: .user("bot"), tools: tools)
        let policy = try PolicyText.read(text).get()
        let nameable = Set(names).filter { name in
            name.utf8.allSatisfy { (0x20...0x7E).contains($0) } && !name.isEmpty
                && name.utf8.count <= 128
                && name.first != " " && name.last != " " && name != "*"
        }
        #expect(Set(policy.tools.keys.map(\.tool.text)) == nameable)
        #expect(
            policy.servers[ServerName("git")]?.command == [
                "a b", "--x={y}", "\"q\"", "\\", "-", "", "#c", "é",
            ])
        #expect(policy.host.label == "host: {\"x\"}")
        #expect(policy.operators.keys.map(\.text) == ["operator"])
    }

    @Test func whatNoPolicyMayHoldIsRefused() {
        #expect(throws: PolicyDraftFault.user("Root User")) {
            try PolicyDraftTests.draft(user: "Root User")
        }
        #expect(throws: PolicyDraftFault.command) { try PolicyDraftTests.draft(command: []) }
        #expect(throws: PolicyDraftFault.command) {
            try PolicyDraftTests.draft(command: ["a\u{200B}"])
        }
        #expect(throws: PolicyDraftFault.agent("a b")) {
            try PolicyDraft(
                host: "h", user: "u", agent: "a b", proof: .user("u"), server: "s", command: ["c"],
                tools: [])
        }
        #expect(throws: PolicyDraftFault.server("")) {
            try PolicyDraft(
                host: "h", user: "u", agent: "a", proof: .user("u"), server: "", command: ["c"],
                tools: [])
        }
    }
}
