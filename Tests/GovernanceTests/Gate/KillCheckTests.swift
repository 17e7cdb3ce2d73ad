import Governance
import JSON
import Testing

/// Step 1: a kill in whose scope the call is.
struct KillCheckTests {
    @Test(arguments: [
        (KillScope.all, "list", "bot", true),
        (.tool(Sample.tool("list")), "list", "bot", true),
        (.tool(Sample.tool("list")), "note", "bot", false),
        (.agent(AgentName("kid")), "note", "bot", false),
        (.agent(AgentName("kid")), "note", "kid", true),
        (.run(RunID(1)), "list", "bot", true),
        (.run(RunID(9)), "list", "bot", false),
    ])
    func kill(_ scope: KillScope, _ tool: String, _ agent: String, _ isDenied: Bool) {
        var story = Story()
        story.tell(.killed(scope, by: .signal, reason: "stop"))
        let answer = story.call(tool, by: agent)
        #expect(answer.found(.kill) == (isDenied ? .deny : .allow))
        #expect((answer.refused?.kind == .stopped) == isDenied)
        #expect(answer.refused?.isAlert ?? false == false)
    }
}
