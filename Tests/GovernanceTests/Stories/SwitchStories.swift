import Governance
import Testing

/// Kill, pause, freeze, and a trail that breaks.
struct SwitchStories {
    private let byAna = Actor.person(Story.ana)

    @Test func aPauseKeepsHoldsUnapprovableWhileTheirTimeRuns() {
        var story = Story()
        let hold = story.hold("wire", #"{"amount":5}"#)
        story.tell(.paused(AgentName("bot"), by: byAna, reason: "odd"))
        #expect(story.call("list").refused?.kind == .paused)
        #expect(story.approve(hold).refusal == "agent bot is paused by ana")
        story.tell(.resumed(AgentName("bot"), by: Story.cy))
        #expect(story.approve(hold).isApproved)

        let other = story.hold("wire", #"{"amount":6}"#)
        story.tell(.paused(AgentName("bot"), by: byAna, reason: "odd"))
        #expect(story.deny(other).refusal == nil)
        let third = story.state(of: other)
        #expect(third?.isSettled == true)
    }

    @Test func theTimeOfAPausedHoldRunsOut() {
        var story = Story()
        let hold = story.hold("wire", #"{"amount":5}"#)
        story.tell(.paused(AgentName("bot"), by: byAna, reason: "odd"))
        story.pass(.seconds(600))
        #expect(story.state(of: hold)?.state == .expired)
    }

    @Test func onlyANamedPersonResumesOrThaws() {
        var story = Story()
        story.tell(.paused(AgentName("bot"), by: .signal, reason: "odd"))
        #expect(
            story.tell(.resumed(AgentName("bot"), by: OperatorName("nobody"))).refusal
                == "the policy names no operator nobody")
        #expect(story.tell(.resumed(AgentName("kid"), by: Story.cy)).refusal == "it is not paused")
        #expect(story.tell(.resumed(AgentName("bot"), by: Story.cy)).refusal == nil)
        #expect(story.call("list").admitted != nil)

        story.tell(.froze(true, by: .signal, reason: "audit"))
        #expect(story.call("note").refused?.kind == .frozen)
        #expect(story.call("list").admitted != nil)
        let nobody = Actor.person(OperatorName("nobody"))
        #expect(story.tell(.froze(false, by: nobody, reason: "done")).refusal != nil)
        #expect(story.call("note").refused?.kind == .frozen)
        story.tell(.froze(false, by: .person(Story.cy), reason: "done"))
        #expect(story.call("note").admitted != nil)
    }

    @Test func aFreezeRefusesWhatWasRaisedAboveARead() {
        var story = Story()
        story.tell(.froze(true, by: byAna, reason: "audit"))
        let raised = Answer(story.tell(.proposed(story.proposal("list", unchecked: ["$ref"]))))
        #expect(raised.found(.freeze) == .deny && raised.refused != nil)
    }

    @Test func aKillBetweenAdmissionAndRecordWins() {
        var story = Story()
        let call = story.call("note").judgement?.call ?? CallID(0)
        let facts = story.tell(.killed(.all, by: byAna, reason: "stop"))
        #expect(facts.flatMap(\.effects).contains(.refuse(call, .stopped)))
        #expect(story.record(call).isEmpty)
    }

    /// The second look stands by itself, also where nothing was withdrawn by the kill.
    @Test func nothingGoesWhileAKillIsInForce() {
        var story = Story()
        let call = story.call("note").judgement?.call ?? CallID(0)
        var killed = story.governor
        for fact in killed.decide(.killed(.all, by: byAna, reason: "stop"), at: story.now) {
            if case .killEngaged = fact { killed.evolve(fact) }
        }
        let listed = Story.definition(of: Sample.tool("note"))
        let facts = killed.decide(.recorded(call, listed: listed), at: story.now)
        #expect(facts.flatMap(\.effects) == [.refuse(call, .stopped)])
        // The same without the kill: it is the kill that stops it.
        #expect(story.record(call).flatMap(\.effects) == [.forward(call)])
    }

    /// A rung that was lowered meanwhile: a person is asked first now. Not where one was.
    @Test func aLoweredRungStopsWhatRanAlone() {
        var story = Story()
        let call = story.call("note").judgement?.call ?? CallID(0)
        let hold = story.hold("wire", #"{"amount":5}"#)
        story.approve(hold)
        let approved = story.pass(Governor.rest).admitted.first?.judgement.call ?? CallID(0)
        for tool in ["note", "wire"] {
            story.tell(
                .granted(
                    AgentName("bot"), Sample.tool(tool), .holdAll, by: Story.ana, reason: "look"))
        }
        let listed = Story.definition(of: Sample.tool("note"))
        #expect(story.governor.isStopped(call, listed: listed))
        #expect(story.record(call).flatMap(\.effects) == [.refuse(call, .changed)])
        #expect(story.record(approved).flatMap(\.effects) == [.forward(approved)])
    }

    /// A call that was let go and of which no byte was written is stopped by what stops others,
    /// and takes nothing; one that nothing stops goes on.
    @Test func whatIsStillUnwrittenIsStopped() {
        var story = Story()
        let call = story.call("note").judgement?.call ?? CallID(0)
        let listed = Story.definition(of: Sample.tool("note"))
        #expect(story.tell(.unwritten(call, listed: listed)).isEmpty, "it was not let go")
        story.go(call, nil)
        #expect(!story.governor.isStopped(call, listed: listed))
        #expect(story.tell(.unwritten(call, listed: listed)).isEmpty, "nothing stops it")
        let other = Story.definition(of: Sample.tool("note"), "2")
        #expect(story.governor.isStopped(call, listed: other))
        story.tell(.paused(AgentName("bot"), by: byAna, reason: "stop"))
        #expect(story.governor.isStopped(call, listed: listed))
        let facts = story.tell(.unwritten(call, listed: listed))
        #expect(facts.flatMap(\.effects) == [.refuse(call, .paused)])
        #expect(story.governor.flights.calls.isEmpty)
        #expect(story.tell(.finished(call, .succeeded)).isEmpty, "it is over")
    }

    @Test func aKillOfARunThatEndedStopsItsCalls() {
        var story = Story()
        let run = KillScope.run(RunID(1))
        let flying = story.call("note").judgement?.call ?? CallID(0)
        story.go(flying, nil)
        #expect(story.governor.knows(run))
        story.tell(.runEnded(RunID(1), by: Story.cy, note: "enough"))
        #expect(story.governor.knows(run))
        #expect(story.governor.underWay(in: run).map(\.call) == [flying])
        story.tell(.finished(flying, .succeeded))
        #expect(!story.governor.knows(run))
        // What was stopped stays known, so that the same kill again is no slip of the pen.
        story.tell(.killed(run, by: byAna, reason: "stop"))
        #expect(story.governor.knows(run))
    }

    @Test(arguments: [
        (KillScope.all, true), (.agent(AgentName("bot")), true), (.agent(AgentName("bit")), false),
        (.run(RunID(1)), true), (.run(RunID(9)), false), (.server(ServerName("bank")), true),
        (.server(ServerName("tank")), false), (.tool(Sample.tool("list")), true),
        (.tool(Sample.tool("lost")), false),
    ])
    func aKillOfNothingIsKnownToBeOne(_ scope: KillScope, _ isKnown: Bool) {
        #expect(Story().governor.knows(scope) == isKnown)
    }

    @Test func aKillListsWhatWasHandedOn() {
        var story = Story()
        let flying = story.call("note").judgement?.call ?? CallID(0)
        story.go(flying, nil)
        let other = story.call("list", by: "bot").judgement?.call ?? CallID(0)
        let hold = story.hold("wire", #"{"amount":5}"#)
        let facts = story.tell(.killed(.agent(AgentName("bot")), by: .signal, reason: "stop"))
        guard case .killEngaged(let engaged)? = facts.first else {
            Issue.record("\(facts)")
            return
        }
        #expect(engaged.inFlight.map(\.call) == [flying])
        #expect(facts.flatMap(\.effects).contains(.refuse(other, .stopped)))
        #expect(facts.flatMap(\.effects).contains(.refuse(hold.judgement.call, .stopped)))
        #expect(story.state(of: hold)?.state == .withdrawn)
        #expect(story.approve(hold).refusal == "it is already withdrawn")
        // Whatever comes of what was handed on is taken.
        #expect(story.tell(.finished(flying, .cancelled)).count == 1)
    }

    @Test(arguments: [
        (KillScope.all, [true, true, true]),
        (.server(ServerName("bank")), [true, true, true]),
        (.server(ServerName("mail")), [false, false, false]),
        (.tool(Sample.tool("list")), [true, false, true]),
        (.agent(AgentName("bot")), [true, true, false]),
        (.run(RunID(1)), [true, true, false]),
        (.run(RunID(2)), [false, false, true]),
    ])
    func scopes(_ scope: KillScope, _ stopped: [Bool]) {
        var story = Story()
        // kid reads wait at hold-all; a refusal is what counts.
        let calls = [("list", "bot"), ("note", "bot"), ("list", "kid")]
        let flying = calls.map { story.call($0.0, #"{"n":1}"#, by: $0.1).judgement?.call }
        let facts = story.tell(.killed(scope, by: .signal, reason: "stop"))
        for (index, call) in flying.enumerated() {
            let isRefused = facts.flatMap(\.effects).contains { effect in
                if case .refuse(let refused, .stopped) = effect { refused == call } else { false }
            }
            #expect(isRefused == stopped[index], "\(calls[index])")
        }
        for (index, call) in calls.enumerated() {
            let answer = story.call(call.0, #"{"n":2}"#, by: call.1)
            #expect((answer.refused?.kind == .stopped) == stopped[index], "\(call)")
        }
    }

    @Test func aReleaseNeedsPowerAndReasonAndLeavesAgentsPaused() {
        var story = Story()
        let hold = story.hold("wire", #"{"amount":5}"#)
        story.tell(.killed(.all, by: .signal, reason: "stop"))
        #expect(
            story.tell(.released(.all, by: Story.bo, reason: "checked")).refusal
                == "the policy does not let bo release a kill")
        #expect(
            story.tell(.released(.all, by: Story.ana, reason: " \n")).refusal
                == "a release needs a reason")
        let other = KillScope.agent(AgentName("bot"))
        #expect(
            story.tell(.released(other, by: Story.ana, reason: "checked")).refusal
                == "no kill with this scope is engaged")
        #expect(story.call("list").refused?.kind == .stopped)
        #expect(story.tell(.released(.all, by: Story.ana, reason: "checked")).refusal == nil)
        for agent in ["bot", "kid", "ghost"] {
            #expect(story.call("list", by: agent).refused?.kind == .paused, "\(agent)")
        }
        #expect(story.state(of: hold)?.state == .withdrawn)
        story.tell(.resumed(AgentName("bot"), by: Story.ana))
        #expect(story.call("list").admitted != nil)
    }

    @Test func twoKillsAreReleasedOneByOne() {
        var story = Story()
        let tool = KillScope.tool(Sample.tool("list"))
        story.tell(.killed(.all, by: .signal, reason: "stop"))
        story.tell(.killed(tool, by: byAna, reason: "stop"))
        story.tell(.released(.all, by: Story.ana, reason: "checked"))
        story.tell(.resumed(AgentName("bot"), by: Story.ana))
        #expect(story.call("list").refused?.kind == .stopped)
        #expect(story.call("note").admitted != nil)
    }

    @Test func pauseFreezeAndRunEndWinOverTheRecord() {
        let acts: [(Event, RefusalKind)] = [
            (.paused(AgentName("bot"), by: byAna, reason: "x"), .paused),
            (.froze(true, by: byAna, reason: "x"), .frozen),
        ]
        for (act, kind) in acts {
            var story = Story()
            let call = story.call("note").judgement?.call ?? CallID(0)
            story.tell(act)
            let facts = story.record(call)
            #expect(facts.flatMap(\.effects) == [.refuse(call, kind)])
        }
        var story = Story()
        let call = story.call("note").judgement?.call ?? CallID(0)
        let hold = story.hold("wire", #"{"amount":5}"#)
        let facts = story.tell(.runEnded(RunID(1), by: Story.cy, note: "enough"))
        #expect(facts.flatMap(\.effects).contains(.refuse(call, .withdrawn)))
        #expect(story.state(of: hold)?.state == .withdrawn)
        #expect(story.approve(hold).refusal == "it is already withdrawn")
    }

    @Test func aBrokenTrailStopsEverything() {
        var story = Story()
        let call = story.call("note").judgement?.call ?? CallID(0)
        let hold = story.hold("wire", #"{"amount":5}"#)
        let facts = story.tell(.trailBroke("disk full"))
        #expect(facts.flatMap(\.effects) == [.alert(.trailBroke), .refuse(call, .notRecorded)])
        #expect(story.call("list").refused?.kind == .notRecorded)
        #expect(story.approve(hold).refusal == "the trail cannot be written: disk full")
        story.tell(.trailRestored)
        #expect(story.approve(hold).isApproved)
    }

    /// What a connection subscribed to is asked of a new process only where a call would go.
    @Test func whoIsStoppedHearsNothingMore() {
        let (bot, bank) = (AgentName("bot"), ServerName("bank"))
        func hears(_ event: Event?) -> Bool {
            var story = Story()
            _ = story.call("note")
            let connection = story.governor.runs.open.values.first?.connections.first
            if let event { story.tell(event) }
            return story.governor.mayHear(bot, of: bank, on: connection ?? ConnectionID(0))
        }
        #expect(hears(nil) == (Story().policy.agents[bot]?.resources[bank] != nil))
        #expect(!hears(.paused(bot, by: byAna, reason: "stop")))
        #expect(!hears(.killed(.agent(bot), by: byAna, reason: "stop")))
        #expect(!hears(.killed(.server(bank), by: byAna, reason: "stop")))
        #expect(!hears(.trailBroke("disk full")))
    }
}
