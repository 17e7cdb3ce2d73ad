import Governance
import Testing

/// The caller has left, and comes back with the same call.
struct RetryStories {
    private static let pay = #"{"amount":50,"to":"alice"}"#

    @Test func theCallerIsToldToReturnAndFindsItsHold() {
        var story = Story()
        let hold = story.hold("pay", RetryStories.pay, by: "kid", patience: .seconds(45))
        let facts = story.pass(.seconds(45))
        #expect(facts.flatMap(\.effects) == [.tellToReturn(hold.judgement.call)])
        let again = story.call("pay", RetryStories.pay, by: "kid", patience: .seconds(45))
        #expect(again.returned?.call == hold.judgement.call && again.facts.count == 1)
        #expect(story.approve(hold).admitted.count == 1)
    }

    @Test func approvalAfterTheCallerLeftIsGoodOnceForTheSameCallOfTheSameAgent() {
        var story = Story()
        let hold = story.hold("pay", RetryStories.pay, by: "kid")
        story.tell(.callerLeft(hold.judgement.call))
        let facts = story.approve(hold)
        #expect(facts.isApproved && facts.admitted.isEmpty)
        #expect(story.pass(.seconds(30)).isEmpty)
        // Another agent, and other arguments, have no use of it.
        #expect(story.call("pay", RetryStories.pay, by: "bot").admitted?.code == nil)
        #expect(story.call("pay", #"{"amount":51,"to":"alice"}"#, by: "kid").held != nil)
        let retry = story.call("pay", RetryStories.pay, by: "kid")
        #expect(retry.admitted?.code == hold.code)
        #expect(retry.admitted?.approvedBy == Story.ana)
        // Used once: the same call asks again.
        #expect(story.call("pay", RetryStories.pay, by: "kid").held != nil)
    }

    @Test func anApprovalThatIsNotUsedExpiresWithItsHold() {
        var story = Story()
        let hold = story.hold("pay", RetryStories.pay, by: "kid")
        story.tell(.callerLeft(hold.judgement.call))
        story.approve(hold)
        // The timer is late: the deadline counts all the same.
        story.pass(silently: .seconds(600))
        let retry = story.call("pay", RetryStories.pay, by: "kid")
        #expect(retry.admitted == nil)
        #expect(retry.refused?.kind == .deniedByPerson)
        #expect(story.state(of: hold)?.state == .expired)
    }

    @Test func whoLeavesDuringTheRestFindsThePermitLater() {
        var story = Story()
        let hold = story.hold("wire", #"{"amount":5}"#)
        story.approve(hold)
        story.tell(.callerLeft(hold.judgement.call))
        #expect(story.pass(.seconds(10)).admitted.isEmpty)
        #expect(story.call("wire", #"{"amount":5}"#).admitted?.code == hold.code)
    }

    @Test func aDenialIsRememberedInItsRunAndCanBeTurnedIntoAllowOnRetry() {
        var story = Story()
        let hold = story.hold("pay", RetryStories.pay, by: "kid")
        #expect(
            story.deny(hold).flatMap(\.effects) == [.refuse(hold.judgement.call, .deniedByPerson)])
        let again = story.call("pay", RetryStories.pay, by: "kid")
        #expect(again.refused?.kind == .deniedByPerson && again.found(.denied) == .deny)
        // Approved after all: allowed on retry, once, and the memory is gone.
        #expect(story.approve(hold).isApproved)
        #expect(story.call("pay", RetryStories.pay, by: "kid").admitted?.code == hold.code)
        #expect(story.call("pay", RetryStories.pay, by: "kid").held != nil)
    }

    /// Two people have its card: the slower one does not turn around what the other decided.
    @Test func aCardOfBeforeADenialApprovesNothing() {
        var story = Story()
        let hold = story.hold("pay", RetryStories.pay, by: "kid")
        story.deny(hold)
        #expect(
            story.approve(hold, revision: hold.revision).refusal
                == "it is not what was shown: look at it again")
        #expect(
            story.approve(hold, channel: .script).refusal
                == "it is already denied: only a person at a terminal may still allow it on retry")
        #expect(story.call("pay", RetryStories.pay, by: "kid").refused?.kind == .deniedByPerson)
    }

    /// Nor who answers a moment after time did.
    @Test func aCardOfBeforeItsExpiryApprovesNothing() {
        var story = Story()
        let hold = story.hold("pay", RetryStories.pay, by: "kid")
        story.pass(.seconds(600))
        #expect(story.approve(hold, revision: hold.revision).refusal != nil)
        #expect(story.call("pay", RetryStories.pay, by: "kid").refused != nil)
    }

    @Test func timeIsADenialToo() {
        var story = Story()
        let hold = story.hold("pay", RetryStories.pay, by: "kid")
        let facts = story.pass(.seconds(600))
        #expect(facts.flatMap(\.effects).contains(.refuse(hold.judgement.call, .expired)))
        #expect(story.call("pay", RetryStories.pay, by: "kid").refused != nil)
        #expect(story.approve(hold).isApproved)
        #expect(story.call("pay", RetryStories.pay, by: "kid").admitted != nil)
    }

    @Test func aDenialOutlivesALongWait() {
        var sample = Sample()
        sample.holds = HoldPolicy(wait: .seconds(60), park: .seconds(3600), line: 90)
        var story = Story(sample)
        let hold = story.hold("pay", RetryStories.pay, by: "kid")
        // Longer than the agent may be idle; its question kept the run open.
        story.pass(.seconds(1800))
        story.deny(hold)
        story.pass(.seconds(60))
        #expect(story.call("pay", RetryStories.pay, by: "kid").refused?.kind == .deniedByPerson)
    }

    @Test func twoOfTheSameCallAreTwoQuestionsAndEachPermitIsUsed() {
        var story = Story()
        let first = story.hold("pay", RetryStories.pay, by: "kid")
        let second = story.hold("pay", RetryStories.pay, by: "kid")
        #expect(first.code != second.code)
        story.tell(.callerLeft(second.judgement.call))
        story.approve(second)
        // The first still waits; the second's permit is found all the same.
        let retry = story.call("pay", RetryStories.pay, by: "kid")
        #expect(retry.admitted?.code == second.code)
        #expect(story.state(of: first)?.state == .open)
    }

    @Test func aReturnOverANewConnectionJoinsTheRun() {
        var story = Story()
        let hold = story.hold("pay", RetryStories.pay, by: "kid")
        story.tell(.callerLeft(hold.judgement.call))
        story.tell(.detached(ConnectionID(2)))
        let again = story.call("pay", RetryStories.pay, by: "kid", on: 77)
        #expect(again.returned != nil)
        #expect(story.governor.runs.run(of: ConnectionID(77)) == hold.judgement.run)
    }

    @Test func aPermitIsNotForAToolThatDrifted() {
        var story = Story()
        let hold = story.hold("pay", RetryStories.pay, by: "kid")
        story.tell(.callerLeft(hold.judgement.call))
        story.approve(hold)
        story.list("bank", "2")
        let retry = Answer(
            story.tell(
                .proposed(story.proposal("pay", RetryStories.pay, by: "kid", version: "2"))))
        #expect(retry.refused?.kind == .unavailable && retry.refused?.isAlert == true)
    }

    @Test func extensionIsPossibleOnceAndInTime() {
        var story = Story()
        let hold = story.hold("pay", RetryStories.pay, by: "kid")
        #expect(story.tell(.extended(hold.code, by: Story.cy, span: nil)).refusal == nil)
        let state = story.state(of: hold)
        #expect(state?.parkUntil == hold.parkUntil.advanced(by: .seconds(600)))
        #expect(state?.waitUntil == hold.waitUntil.advanced(by: .seconds(60)))
        #expect(
            story.tell(.extended(hold.code, by: Story.ana, span: nil)).refusal
                == "it was extended before, which is possible once")
        #expect(
            story.tell(.extended(hold.code, by: OperatorName("nobody"), span: nil)).refusal
                == "the policy names no operator nobody")
        let other = story.hold("pay", #"{"amount":1,"to":"alice"}"#, by: "kid")
        story.pass(silently: .seconds(600))
        #expect(
            story.tell(.extended(other.code, by: Story.ana, span: nil)).refusal
                == "its time is over")
    }

    @Test(arguments: [
        (Duration.seconds(30), 30, 30), (.seconds(420), 420, 60), (.seconds(600), 600, 60),
    ])
    func anExtensionIsOfTheTimeThatWasAskedFor(_ span: Duration, _ park: Int, _ wait: Int) {
        var story = Story()
        let hold = story.hold("pay", RetryStories.pay, by: "kid")
        let facts = story.tell(.extended(hold.code, by: Story.cy, span: span))
        #expect(facts.refusal == nil)
        #expect(story.state(of: hold)?.parkUntil == hold.parkUntil.advanced(by: .seconds(park)))
        #expect(story.state(of: hold)?.waitUntil == hold.waitUntil.advanced(by: .seconds(wait)))
    }

    @Test(arguments: [Duration.zero, .seconds(-1), .seconds(601)])
    func anExtensionIsOfNoMoreThanThePolicyGives(_ span: Duration) {
        var story = Story()
        let hold = story.hold("pay", RetryStories.pay, by: "kid")
        let facts = story.tell(.extended(hold.code, by: Story.cy, span: span))
        #expect(facts.refusal == "the policy gives at most 10m more")
        #expect(story.state(of: hold)?.parkUntil == hold.parkUntil)
    }

    @Test func whoMayNotAnswerItMayNotExtendIt() {
        var story = Story()
        let hold = story.hold("wire", #"{"amount":5}"#)
        let facts = story.tell(.extended(hold.code, by: Story.cy, span: nil))
        #expect(facts.refusal == "cy answers up to medium, this is high")
        #expect(story.state(of: hold)?.isExtended == false)
        #expect(story.tell(.extended(hold.code, by: Story.bo, span: nil)).refusal == nil)
    }

    @Test func anExtensionDoesNotOutlastThePatienceOfTheCaller() {
        var story = Story()
        let hold = story.hold("pay", RetryStories.pay, by: "kid", patience: .seconds(45))
        story.tell(.extended(hold.code, by: Story.cy, span: nil))
        #expect(story.state(of: hold)?.waitUntil == hold.waitUntil)
        let facts = story.pass(.seconds(45))
        #expect(facts.flatMap(\.effects) == [.tellToReturn(hold.judgement.call)])
    }
}
