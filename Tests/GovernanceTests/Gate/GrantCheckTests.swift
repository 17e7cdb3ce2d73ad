import Governance
import JSON
import Testing

/// Step 4: the grant.
struct GrantCheckTests {
    @Test func toolsResourcesAndPrompts() {
        var sample = Sample()
        let bot = AgentName("bot")
        sample.agents[bot] = Sample.agent("bot", may: [Sample.tool("list")])
        var story = Story(sample)
        let granted = story.call("list")
        #expect(granted.found(.grant) == .allow && granted.finding(.grant)?.line == 62)
        let denied = story.call("note")
        #expect(denied.refused?.kind == .unavailable && denied.refused?.isAlert == true)
        #expect(denied.found(.grant) == .deny)
        let bank = ServerName("bank")
        let actions: [(Action, Bool)] = [
            (.resource(bank, method: "resources/read"), true), (.prompt(bank), false),
            (.other(bank, method: "logging/setLevel"), true),
        ]
        for (action, may) in actions {
            let answer = Answer(
                story.tell(
                    .proposed(
                        Proposal(
                            agent: bot, connection: ConnectionID(1), action: action,
                            digest: Sample.digest(action.text), definition: nil,
                            reading: Reading(), argumentBytes: 2, patience: nil))))
            #expect((answer.admitted != nil) == may, "\(action.text)")
            #expect(answer.found(.grant) == (may ? .allow : .deny))
        }
    }
}
