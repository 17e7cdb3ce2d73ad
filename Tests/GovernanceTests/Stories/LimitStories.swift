import Governance
import JSON
import Testing

/// Limits over exact windows, reserved and settled.
struct LimitStories {
    @Test func tenAMinuteInAnyMinute() {
        var story = Story()
        for number in 0..<10 {
            #expect(story.call("rate", #"{"n":\#(number)}"#).admitted != nil)
            story.pass(.seconds(5))
        }
        // Fifty seconds after the first: the eleventh waits, until the first is a minute old.
        #expect(story.call("rate", #"{"n":10}"#).held != nil)
        story.pass(.milliseconds(9999))
        let early = story.governor.decide(
            .proposed(story.proposal("rate", #"{"n":11}"#)), at: story.now)
        #expect(Answer(early).held != nil)
    }

    @Test func anItemExactlyAsOldAsTheWindowHasLeft() {
        for (span, admitted) in [(59_999_999_999, false), (60_000_000_000, true)] as [(Int64, Bool)]
        {
            var story = Story()
            for number in 0..<2 { story.call("gate", #"{"n":\#(number)}"#) }
            story.pass(.nanoseconds(span))
            #expect((story.call("gate").admitted != nil) == admitted, "\(span)")
        }
    }

    @Test(arguments: [
        (Outcome.succeeded, false), (.failed, false), (.refusedByServer, false), (.timedOut, false),
        (.serverDied, false), (.cancelled, false), (.unknown, false), (.neverSent, true),
    ])
    func onlyWhatSurelyDidNotHappenIsFreeAgain(_ outcome: Outcome, _ frees: Bool) {
        var story = Story()
        for number in 0..<2 {
            let call = story.call("gate", #"{"n":\#(number)}"#).judgement?.call ?? CallID(0)
            story.go(call, outcome)
        }
        #expect((story.call("gate").admitted != nil) == frees)
        let spent = story.governor.runs[RunID(1)]?.spent
        #expect(spent?.calls == (frees ? 1 : 2))
    }

    @Test func tenApprovalsInOneSecondDoNotBreakTenAMinute() {
        var sample = Sample()
        sample.holds = HoldPolicy(wait: .seconds(600), park: .seconds(600), perAgent: 20, line: 90)
        sample.tools[Sample.tool("rate")] = Sample.policy(
            "rate", .high, limits: [Sample.limit(.calls(2), 60)])
        var story = Story(sample)
        var holds: [Hold] = []
        for number in 0..<4 {
            // Each is alone in its minute, so none was held for the limit.
            holds.append(story.hold("rate", #"{"n":\#(number)}"#))
            story.pass(.seconds(60))
        }
        for hold in holds { story.approve(hold) }
        let facts = story.pass(.seconds(3))
        #expect(facts.admitted.count == 2, "\(facts)")
    }

    @Test func approvalsAtMediumAreCountedOneByOne() {
        var sample = Sample()
        sample.holds = HoldPolicy(wait: .seconds(600), park: .seconds(600), perAgent: 20, line: 90)
        var story = Story(sample)
        story.tell(
            .granted(
                AgentName("bot"), Sample.tool("gate"), .holdAll, by: Story.ana, reason: "earned"))
        var holds: [Hold] = []
        for number in 0..<3 {
            holds.append(story.hold("gate", #"{"n":\#(number)}"#))
            story.pass(.seconds(60))
        }
        #expect(story.approve(holds[0]).admitted.count == 1)
        #expect(story.approve(holds[1]).admitted.count == 1)
        let third = story.approve(holds[2])
        #expect(third.refusal == "it would go over 2/1m, over: deny for 1m: approve it later")
        story.pass(.seconds(60))
        #expect(story.approve(holds[2]).admitted.count == 1)
    }

    @Test func anApprovalCoversTheLimitThatItWasAskedForAndNoOther() {
        var sample = Sample()
        sample.holds = HoldPolicy(wait: .seconds(900), park: .seconds(900), perAgent: 20, line: 90)
        sample.tools[Sample.tool("rate")] = Sample.policy(
            "rate", .medium,
            limits: [Sample.limit(.calls(2), 10), Sample.limit(.calls(4), 600)])
        var story = Story(sample)
        for number in 0..<2 { story.call("rate", #"{"n":\#(number)}"#) }
        let hold = story.hold("rate", #"{"n":2}"#)
        story.pass(.seconds(10))
        #expect(story.call("rate", #"{"n":3}"#).admitted != nil)
        // Four in ten minutes with the hold. The hold goes over 2/10s, for which it was asked.
        #expect(story.approve(hold).admitted.count == 1)

        let other = story.hold("rate", #"{"n":4}"#)
        #expect(story.approve(other).admitted.count == 1, "it was asked for 4/10m")

        var second = Story(sample)
        for number in 0..<2 { second.call("rate", #"{"n":\#(number)}"#) }
        let early = second.hold("rate", #"{"n":2}"#)
        second.pass(.seconds(10))
        // Held for 2/10s only. Its own reservation and these fill the ten minutes.
        let late = second.call("rate", #"{"n":3}"#)
        #expect(late.admitted != nil)
        let fifth = second.hold("rate", #"{"n":4}"#)
        second.approve(fifth)
        let refused = second.approve(early)
        #expect(refused.refusal?.contains("4/10m") == true, "\(refused)")
    }

    @Test func overASumRaisesTheTierToo() {
        var story = Story()
        #expect(story.call("pay", #"{"amount":500,"to":"alice","n":1}"#).admitted != nil)
        #expect(story.call("pay", #"{"amount":500,"to":"alice","n":2}"#).admitted != nil)
        let third = story.call("pay", #"{"amount":0.01,"to":"alice"}"#)
        #expect(third.held?.judgement.tier == .high && third.found(.limit) == .hold)
    }

    @Test func aHoldReservesFromItsProposal() {
        var story = Story()
        let hold = story.hold("pay", #"{"amount":500,"to":"alice"}"#, by: "kid")
        #expect(story.call("pay", #"{"amount":500,"to":"alice","n":1}"#).admitted != nil)
        #expect(story.call("pay", #"{"amount":1,"to":"alice","n":2}"#).held != nil)
        story.deny(hold)
        #expect(story.call("pay", #"{"amount":1,"to":"alice","n":3}"#).admitted != nil)
    }

    @Test func aStrangerIsAskedForAndKnownOnceApproved() {
        var story = Story()
        let first = story.hold("pay", #"{"amount":5,"to":"dora"}"#)
        #expect(first.judgement.tier == .high)
        story.approve(first)
        story.pass(.seconds(3))
        #expect(story.call("pay", #"{"amount":6,"to":"dora"}"#).admitted != nil)
        // Known to bot, not to kid.
        let kid = story.hold("pay", #"{"amount":6,"to":"dora"}"#, by: "kid")
        #expect(kid.judgement.tier == .high)
    }

    @Test func anAmountThatNoSumCanHoldRefillsNoBudget() {
        let huge = "170000000000000000000000000000000000000"
        var story = Story()
        #expect(story.call("pay", #"{"amount":400,"to":"alice"}"#).admitted != nil)
        let before = story.governor.runs[RunID(1)]?.spent.money[Unit("usd")]
        for number in 0..<2 {
            let hold = story.hold("wire", #"{"amount":\#(huge),"n":\#(number)}"#)
            #expect(hold.judgement.findings.contains { $0.check == .budget && $0.ruling == .hold })
        }
        story.pass(.seconds(600))
        let after = story.governor.runs[RunID(1)]?.spent.money[Unit("usd")]
        #expect(before == ExactDecimal(400))
        #expect(after.map { $0 >= ExactDecimal(400) } == true, "\(String(describing: after))")
    }
}
