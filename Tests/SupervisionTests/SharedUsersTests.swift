import Governance
import Testing

@testable import Supervision

/// What header and cards say of user ids that are shared.
@Suite struct SharedUsersTests {
    private static func sharing(_ user: UInt32) -> String? {
        [0: "root", 7: "the supervisor", 8: "operator ana"][user]
    }

    private static func shared(
        _ agents: [String: Set<UInt32>], _ servers: [String: UInt32]
    ) -> SharedUsers {
        SharedUsers(
            agents: Dictionary(uniqueKeysWithValues: agents.map { (AgentName($0), $1) }),
            servers: Dictionary(uniqueKeysWithValues: servers.map { (ServerName($0), $1) }),
            sharing: sharing)
    }

    @Test func whoIsApartIsNotNamed() {
        let shared = Self.shared(["bot": [100], "other": []], ["pay": 101])
        #expect(shared.all.isEmpty)
        #expect(shared.byAgent.isEmpty)
    }

    @Test func oneIsNamedByItself() {
        let shared = Self.shared(["bot": [7]], ["pay": 7])
        #expect(
            shared.all == [
                "agent bot shares user id 7 with the supervisor",
                "server pay runs as user id 7, that of the supervisor",
            ])
        #expect(
            shared.byAgent == [AgentName("bot"): ["agent bot shares user id 7 with the supervisor"]]
        )
    }

    /// One sentence for a user id, however many share it: the header stays readable.
    @Test func manyAreCounted() {
        let agents = Dictionary(uniqueKeysWithValues: (1...5).map { ("a\($0)", Set([UInt32(7)])) })
        let servers = ["s1": UInt32(7), "s2": 7, "s3": 7, "s4": 8, "s5": 100]
        let shared = Self.shared(agents, servers)
        #expect(
            shared.all == [
                "agents a1, a2, a3 and 2 more share user id 7 with the supervisor",
                "servers s1, s2 and s3 run as user id 7, that of the supervisor",
                "server s4 runs as user id 8, that of operator ana",
            ])
        #expect(shared.byAgent.count == 5)
        #expect(
            shared.byAgent[AgentName("a5")] == ["agent a5 shares user id 7 with the supervisor"])
    }

    @Test func anAgentMayShareTwo() {
        let shared = Self.shared(["bot": [8, 0]], [:])
        #expect(
            shared.byAgent[AgentName("bot")] == [
                "agent bot shares user id 0 with root",
                "agent bot shares user id 8 with operator ana",
            ])
        #expect(shared.all == shared.byAgent[AgentName("bot")])
    }
}
