import Governance
import Testing

/// A reload, a rung, a tool that changes.
struct PolicyStories {
    private static func changed(_ seed: UInt64, cap: String) -> Policy {
        var sample = Sample()
        sample.seed = seed
        sample.tools[Sample.tool("wire")] = Sample.policy(
            "wire", .high, blast: [Sample.dollars(cap: cap)])
        return sample.policy
    }

    private func read(_ policy: Policy) -> Event {
        .policyRead(PolicyReading(policy: policy))
    }

    @Test func aStricterPolicyAppliesAtOnceAndWithdrawsQuestions() {
        var story = Story()
        let hold = story.hold("wire", #"{"amount":50}"#)
        let facts = story.tell(read(PolicyStories.changed(2, cap: "40")))
        #expect(facts.flatMap(\.effects) == [.refuse(hold.judgement.call, .changed)])
        #expect(story.governor.policy?.digest == Sample.digest("policy", 2))
        #expect(story.call("wire", #"{"amount":50}"#).refused?.kind == .outsidePolicy)
        #expect(story.approve(hold).refusal == "it is already withdrawn")
    }

    @Test func aPolicyThatChangesWhileTheDiskSyncsStopsTheCall() {
        var story = Story()
        let call = story.call("note").judgement?.call ?? CallID(0)
        story.tell(read(PolicyStories.changed(2, cap: "40")))
        #expect(story.record(call).flatMap(\.effects) == [.refuse(call, .changed)])
        #expect(story.governor.flights[call: call] == nil)
    }

    @Test func aToolThatDriftsWhileTheServerOpensStopsTheCall() {
        var story = Story()
        let call = story.call("note").judgement?.call ?? CallID(0)
        story.list("bank", "2")
        #expect(story.record(call).flatMap(\.effects) == [.refuse(call, .unavailable)])

        // The pin is one for all: what counts is what the process lists that would get the call.
        story.list("bank", "1")
        let other = story.call("note").judgement?.call ?? CallID(0)
        let facts = story.record(other, listed: "2")
        #expect(facts.flatMap(\.effects) == [.refuse(other, .unavailable)])
        let third = story.call("note").judgement?.call ?? CallID(0)
        #expect(story.record(third) == [.callForwarded(third)])
    }

    @Test func theRunOfAnAgentThatIsTakenAwayEnds() {
        var story = Story()
        let own = story.hold("wire", #"{"amount":5}"#)
        let held = story.hold("note", by: "kid")
        var sample = Sample()
        sample.seed = 2
        sample.agents[AgentName("kid")] = nil
        let facts = story.tell(read(sample.policy))
        #expect(story.governor.runs.open.values.map(\.agent.text).sorted() == ["bot", "ghost"])
        #expect(
            facts.flatMap(\.effects) == [
                .refuse(held.judgement.call, .withdrawn), .refuse(own.judgement.call, .changed),
            ])
        guard case .runEnded(let ended)? = facts.dropFirst().first else {
            Issue.record("\(facts)")
            return
        }
        #expect(ended.agent == AgentName("kid") && ended.reason == .policy)
    }

    @Test func aFreerPolicyWaitsForAPersonWhoMay() {
        var story = Story()
        story.tell(read(PolicyStories.changed(2, cap: "40")))
        let freer = PolicyStories.changed(3, cap: "60")
        let facts = story.tell(read(freer))
        #expect(facts.count == 1 && story.governor.pending?.policy.digest == freer.digest)
        #expect(story.tell(read(freer)).isEmpty)
        #expect(story.call("wire", #"{"amount":50}"#).refused != nil)
        #expect(
            story.tell(.policyApplied(digest: freer.digest, by: Story.bo)).refusal
                == "the policy does not let bo apply one")
        #expect(
            story.tell(.policyApplied(digest: Sample.digest("x"), by: Story.ana)).refusal
                == "no policy with this digest waits")
        story.tell(.policyApplied(digest: freer.digest, by: Story.ana))
        #expect(story.governor.policy?.digest == freer.digest && story.governor.pending == nil)
        #expect(story.call("wire", #"{"amount":50}"#).held != nil)
    }

    @Test func theFileInForceTakesWhatWaitsOffTheTable() {
        var story = Story()
        let strict = PolicyStories.changed(2, cap: "40")
        story.tell(read(strict))
        story.tell(read(PolicyStories.changed(3, cap: "60")))
        let hold = story.hold("wire", #"{"amount":30}"#)
        story.tell(read(strict))
        #expect(story.governor.pending == nil)
        #expect(story.state(of: hold)?.isOpen == true)
    }

    @Test func aReloadRefillsNothing() {
        var story = Story()
        for _ in 0..<2 { story.call("gate", "{}") }
        #expect(story.call("gate").refused?.kind == .overLimit)
        var sample = Sample()
        sample.seed = 2
        sample.tools[Sample.tool("close")] = nil
        story.tell(read(sample.policy))
        #expect(
            story.governor.policy?.digest == sample.policy.digest || story.governor.pending != nil)
        #expect(story.call("gate").refused?.kind == .overLimit)
    }

    @Test func driftStopsAToolUntilItsOldDefinitionIsListedAgain() {
        var story = Story()
        let hold = story.hold("wire", #"{"amount":5}"#)
        let facts = story.list("bank", "2")
        #expect(facts.count == Sample.usualTools.count)
        #expect(story.list("bank", "2").isEmpty)
        #expect(story.approve(hold).refusal?.contains("changed since it was proposed") == true)
        #expect(story.call("list").refused?.kind == .unavailable)
        story.list("bank", "1")
        #expect(story.call("list").admitted != nil)
        #expect(story.approve(hold).isApproved)
    }

    /// What no policy names is nobody's: a server may list as much of it as it likes, and it costs
    /// no entry. It is pinned when it is listed under a policy that names it.
    @Test func onlyToolsThatThePolicyNamesArePinned() {
        var story = Story()
        let other = Sample.tool("other")
        let listed = ListedTool(tool: other, definition: Story.definition(of: other))
        let drifted = ListedTool(tool: other, definition: Story.definition(of: other, "2"))
        for tools in [[listed], [drifted], [listed, drifted]] {
            #expect(story.tell(.listed(ServerName("bank"), tools)).isEmpty)
        }
        #expect(story.governor.pins[other] == nil)
        var sample = Sample()
        sample.seed = 2
        sample.tools[other] = sample.tools[Sample.tool("list")]
        story.tell(read(sample.policy))
        story.tell(.policyApplied(digest: sample.policy.digest, by: Story.ana))
        #expect(story.governor.policy?.tools[other] != nil)
        #expect(story.tell(.listed(ServerName("bank"), [listed])).count == 1)
        #expect(story.governor.pins[other]?.definition == listed.definition)
        #expect(story.tell(.listed(ServerName("bank"), [drifted])).count == 1)
        #expect(story.tell(.listed(ServerName("bank"), [drifted])).isEmpty, "told once")
    }

    @Test func aToolListedTwiceWithTwoDefinitionsHasDrifted() {
        let tool = Sample.tool("list")
        let both = ["1", "2"].map {
            ListedTool(tool: tool, definition: Story.definition(of: tool, $0))
        }
        for tools in [both, both.reversed()] {
            var story = Story()
            story.tell(.listed(ServerName("bank"), tools))
            story.tell(.listed(ServerName("bank"), tools))
            if tools.last?.definition == both[1].definition {
                #expect(story.call("list").refused?.kind == .unavailable)
            }
        }
        var sample = Sample()
        sample.servers = []
        var story = Story(sample)
        story.tell(.listed(ServerName("bank"), both))
        #expect(story.governor.pins[tool]?.definition == both[0].definition)
        #expect(story.governor.pins[tool]?.drifted == both[1].definition)
    }

    @Test func aRungIsGrantedByWhoMayAndNotAboveTheCeiling() {
        var story = Story()
        let (kid, bot) = (AgentName("kid"), AgentName("bot"))
        let note = Sample.tool("note")
        func reason(_ event: Event) -> String? { story.tell(event).refusal }
        #expect(
            reason(.granted(kid, note, .withinCaps, by: Story.ana, reason: "earned"))
                == "the policy's ceiling for kid is hold-all")
        #expect(
            reason(.granted(bot, note, .holdAll, by: Story.bo, reason: "earned"))
                == "the policy does not let bo grant")
        #expect(
            reason(.granted(bot, Sample.tool("none"), .holdAll, by: Story.ana, reason: "earned"))
                == "bot has no grant for bank/none")
        #expect(
            reason(.granted(bot, note, .sampled, by: Story.ana, reason: "earned"))
                == "this version does not sample yet")
        #expect(story.call("note").admitted != nil)
        #expect(reason(.granted(bot, note, .holdAll, by: Story.ana, reason: "earned")) == nil)
        #expect(story.call("note").held != nil)
        #expect(reason(.granted(bot, note, .shadow, by: Story.ana, reason: "earned")) == nil)
        #expect(story.call("note", #"{"n":1}"#).refused != nil)
    }
}
