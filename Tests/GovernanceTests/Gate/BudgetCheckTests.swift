import Governance
import JSON
import Testing

/// Step 8: what a run may use up.
struct BudgetCheckTests {
    @Test func moneyIsExact() {
        var sample = Sample()
        sample.agents[AgentName("bot")] = Sample.agent(
            "bot",
            budget: Budget(sums: [Unit("usd"): Sample.amount("100.10")], line: 61))
        var story = Story(sample)
        #expect(story.call("pay", #"{"amount":100,"to":"alice"}"#).admitted != nil)
        #expect(story.call("pay", #"{"amount":0.1,"to":"alice"}"#).admitted != nil)
        let over = story.call("pay", #"{"amount":0.01,"to":"alice"}"#)
        #expect(over.found(.budget) == .hold && over.finding(.budget)?.line == 61)
        #expect(over.finding(.budget)?.detail == "0.01 usd more would pass 100.1 usd a run")
        #expect(story.call("list").admitted != nil)
    }

    @Test func callsAndWrites() {
        for (budget, tool, count) in [
            (Budget(calls: 4, writes: 9, line: 61), "list", 4),
            (Budget(calls: 9, writes: 3, line: 61), "note", 3),
        ] {
            var sample = Sample()
            sample.agents[AgentName("bot")] = Sample.agent("bot", budget: budget)
            var story = Story(sample)
            for number in 0..<count {
                #expect(story.call(tool, #"{"n":\#(number)}"#).admitted != nil)
            }
            #expect(story.call(tool).found(.budget) == .hold)
        }
    }
}
