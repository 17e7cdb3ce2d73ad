import Governance
import Testing

/// A proposal waits, a person approves it, and it goes.
struct ApprovalStories {
    @Test func mediumGoesAtOnce() {
        var story = Story()
        let hold = story.hold("pay", #"{"amount":50,"to":"alice"}"#, by: "kid")
        let facts = story.approve(hold, by: Story.cy)
        #expect(facts.isApproved)
        for case .holdApproved(let approved) in facts { #expect(approved.note == "looked at it") }
        #expect(facts.admitted.map(\.judgement.call) == [hold.judgement.call])
        #expect(facts.admitted.first?.approvedBy == Story.cy)
        #expect(story.record(hold.judgement.call) == [.callForwarded(hold.judgement.call)])
        #expect(story.state(of: hold)?.state == .admitted(by: Story.cy))
    }

    @Test func highRestsForThreeSecondsAndGoesByItself() {
        var story = Story()
        let hold = story.hold("wire", #"{"amount":50}"#)
        #expect(story.approve(hold, by: Story.bo).admitted.isEmpty)
        #expect(story.pass(.milliseconds(2999)).isEmpty)
        #expect(story.governor.nextWake == story.now.advanced(by: .milliseconds(1)))
        let facts = story.pass(.milliseconds(1))
        #expect(facts.admitted.map(\.judgement.call) == [hold.judgement.call])
    }

    /// What something passing stops at the end of the rest waits for a person again, and its caller
    /// with it.
    @Test func whatCannotGoAfterItsRestIsAskedAgain() throws {
        var sample = Sample()
        sample.tools = Sample.named([
            Sample.policy(
                "wire", .high, blast: [Sample.dollars(cap: nil)],
                limits: [Sample.limit(.calls(2), 60)])
        ])
        var story = Story(sample)
        let holds = (1...2).map { story.hold("wire", "{\"amount\":\($0)}") }
        for hold in holds {
            #expect(story.approve(hold).isApproved)
        }
        #expect(story.pass(.seconds(3)).admitted.count == 2)
        story.pass(.seconds(58))
        let early = story.hold("wire", #"{"amount":3}"#)
        #expect(story.approve(early, channel: .script).isApproved)
        #expect(story.state(of: early)?.approvedBy == .script)
        // A pause in the rest: holds stay, and are asked again.
        story.tell(.paused(AgentName("bot"), by: .person(Story.ana), reason: "look"))
        let facts = story.pass(.seconds(3))
        #expect(facts.contains { if case .holdReopened = $0 { true } else { false } })
        #expect(facts.flatMap(\.effects) == [.alert(.callHeld)])
        let now = try #require(story.state(of: early))
        #expect(now.isOpen && now.revision == early.revision + 1 && now.isCallerWaiting)
        #expect(now.approvedBy == nil)
        story.tell(.resumed(AgentName("bot"), by: Story.ana))
        #expect(story.approve(early).isApproved)
        #expect(story.pass(.seconds(3)).admitted.count == 1)
    }

    /// Whoever is refused for being late is not told to ask for rights, and the other way round.
    @Test func aRefusalSaysOfWhichKindItIs() {
        var story = Story()
        let none = HoldCode(dealing: 999)
        #expect(story.tell(.recalled(none, by: Story.ana)).refusalKind == .notFound)
        #expect(story.tell(.extended(none, by: Story.ana, span: nil)).refusalKind == .notFound)
        let hold = story.hold("wire", #"{"amount":50}"#)
        #expect(story.approve(hold, by: Story.cy).refusalKind == .notPermitted)
        #expect(
            story.approve(hold, by: Story.cy, revision: hold.revision + 1).refusalKind
                == .notPermitted, "who may not is not told to look again")
        #expect(story.approve(hold, revision: hold.revision + 1).refusalKind == .stale)
        #expect(story.tell(.recalled(hold.code, by: Story.ana)).refusalKind == .notPermitted)
        story.deny(hold)
        #expect(story.deny(hold).refusalKind == .tooLate)
        #expect(story.tell(.recalled(hold.code, by: Story.ana)).refusalKind == .tooLate)
        #expect(
            story.tell(.extended(hold.code, by: Story.ana, span: nil)).refusalKind == .tooLate)
    }

    @Test func recallWithinTheRestAsksAgain() {
        var story = Story()
        let hold = story.hold("wire", #"{"amount":50}"#)
        story.approve(hold)
        story.pass(.seconds(2))
        let facts = story.tell(.recalled(hold.code, by: Story.bo))
        #expect(facts.count == 1 && facts.refusal == nil)
        #expect(story.state(of: hold)?.state == .open)
        #expect(story.pass(.seconds(10)).isEmpty)
        // What was shown before the recall is not what is shown now.
        let old = story.approve(hold, revision: hold.revision)
        #expect(old.refusal == "it is not what was shown: look at it again")
        #expect(story.approve(hold).isApproved)
    }

    /// The disk syncs, the server opens, or its pipe is full: the call has not gone.
    @Test(arguments: [false, true])
    func recallTakesBackWhatWasAdmittedAndHasNotGone(isLetGo: Bool) {
        var story = Story()
        let hold = story.hold("pay", #"{"amount":50,"to":"gil"}"#)
        #expect(hold.judgement.tier == .high, "the recipient is new")
        story.approve(hold)
        #expect(story.pass(.seconds(3)).admitted.count == 1)
        let call = hold.judgement.call
        if isLetGo {
            story.record(call)
            #expect(
                story.tell(.recalled(hold.code, by: Story.ana)).refusal == "too late: the call went"
            )
        }
        #expect(
            story.tell(.recalled(hold.code, by: Story.cy, isUnwritten: true)).refusal
                == "cy may not answer this tier")
        let facts = story.tell(.recalled(hold.code, by: Story.bo, isUnwritten: isLetGo))
        #expect(facts.count == 1 && facts.refusal == nil)
        #expect(story.state(of: hold)?.state == .open)
        #expect(story.governor.flights[call: call] == nil)
        // What the approval made known is not known.
        #expect(story.hold("pay", #"{"amount":60,"to":"gil"}"#).judgement.tier == .high)
        // The disk has its first admission only now: it goes no more.
        #expect(story.record(call).isEmpty)
        story.approve(hold)
        #expect(story.pass(.seconds(3)).admitted.count == 1)
        story.record(call)
        story.go(call)
        #expect(
            story.tell(.recalled(hold.code, by: Story.ana, isUnwritten: true)).refusal
                == "too late: the call went")
    }

    @Test func recallIsForWhatWasApprovedAndHasNotGone() {
        var story = Story()
        let hold = story.hold("wire", #"{"amount":50}"#)
        #expect(story.tell(.recalled(hold.code, by: Story.ana)).refusal == "it was not approved")
        story.approve(hold)
        #expect(
            story.tell(.recalled(hold.code, by: Story.cy)).refusal == "cy may not answer this tier")
        story.pass(.seconds(3))
        story.record(hold.judgement.call)
        #expect(
            story.tell(.recalled(hold.code, by: Story.ana)).refusal == "too late: the call went")
        let none = HoldCode(dealing: 999)
        #expect(story.tell(.recalled(none, by: Story.ana)).refusal == "there is no hold \(none)")
    }

    @Test(arguments: [
        ("close", 65_536, HoldAnswer.Showing.whole, nil),
        (
            "close", 65_537, .whole,
            "its arguments have 65537 bytes, and nobody reads over 65536 before a critical call: "
                + "deny it, and have the agent ask for less at once"
        ),
        ("wire", 1_000_000, .whole, nil),
        (
            "wire", 2_000_000, .cut,
            "its arguments cannot be shown whole, which high asks for: deny it, and have the "
                + "agent ask for less at once"
        ),
        ("pay", 2_000_000, .cut, nil),
        (
            "pay", 20, .nothing,
            "its arguments are gone, so nobody can see what it would do: deny it, and the agent "
                + "can ask again in its next run"
        ),
        (
            "wire", 20, .nothing,
            "its arguments are gone, so nobody can see what it would do: deny it, and the agent "
                + "can ask again in its next run"
        ),
    ])
    func whatCannotBeShownCannotBeApproved(
        _ tool: String, _ bytes: Int, _ showing: HoldAnswer.Showing, _ refusal: String?
    ) throws {
        var story = Story()
        let proposal = story.proposal(
            tool, #"{"amount":5,"to":"alice"}"#, by: "kid", argumentBytes: bytes)
        let held = try #require(Answer(story.tell(.proposed(proposal))).held)
        #expect(held.argumentBytes == bytes)
        let hold = try #require(story.governor.holds[call: held.judgement.call])
        #expect(story.approve(hold, showing: showing).refusal == refusal)
        #expect(story.state(of: hold)?.isOpen == (refusal != nil))
        // Saying no needs no card.
        guard refusal != nil else { return }
        #expect(story.deny(hold).refusal == nil)
        // Nor is a denial turned around without one.
        #expect(story.approve(hold, showing: showing).refusal == refusal)
    }

    @Test func anApprovalIsForWhatWasSeen() {
        var story = Story()
        let hold = story.hold("wire", #"{"amount":50}"#)
        let other = story.approve(hold, digest: Sample.digest("something else"))
        #expect(other.refusal == "it is not what was shown: look at it again")
        #expect(story.state(of: hold)?.isOpen == true)
    }

    @Test(arguments: [
        ("cy", "wire", HoldAnswer.Channel.terminal, false),
        ("bo", "wire", .terminal, true),
        ("bo", "close", .terminal, false),
        ("ana", "close", .terminal, true),
        ("nobody", "note", .terminal, false),
        ("bo", "note", .script, true),
        ("bo", "wire", .script, false),
        ("cy", "note", .script, false),
        ("ana", "wire", .script, true),
        ("ana", "close", .script, false),
    ])
    func tiersAndChannels(
        _ person: String, _ tool: String, _ channel: HoldAnswer.Channel, _ may: Bool
    ) {
        var story = Story()
        let hold = story.hold(tool, #"{"amount":5}"#, by: "kid")
        let facts = story.approve(hold, by: OperatorName(person), channel: channel)
        #expect((facts.refusal == nil) == may, "\(person) \(tool) \(facts)")
        #expect((story.state(of: hold)?.state == .open) == !may)
    }

    /// Saying no is open to every operator, at every tier and from a script, and to nobody else.
    @Test(arguments: [
        ("cy", "wire", HoldAnswer.Channel.terminal, true),
        ("cy", "close", .script, true),
        ("bo", "wire", .script, true),
        ("nobody", "note", .terminal, false),
        ("nobody", "note", .script, false),
    ])
    func denialsAndChannels(
        _ person: String, _ tool: String, _ channel: HoldAnswer.Channel, _ may: Bool
    ) {
        var story = Story()
        let hold = story.hold(tool, #"{"amount":5}"#, by: "kid")
        let facts = story.deny(hold, by: OperatorName(person), channel: channel)
        #expect((facts.refusal == nil) == may, "\(person) \(tool) \(facts)")
        #expect((story.state(of: hold)?.state == .open) == !may)
    }

    @Test func oneOfTwoPeopleIsToldThatTheOtherWasFirst() {
        var story = Story()
        let hold = story.hold("note", by: "kid")
        story.approve(hold, by: Story.cy, revision: hold.revision)
        let second = story.approve(hold, by: Story.bo, revision: hold.revision)
        #expect(second.refusal == "it is already approved and gone")
        #expect(story.deny(hold, by: Story.bo).refusal == "it is already approved and gone")

        let other = story.hold("note", #"{"text":"two"}"#, by: "kid")
        story.deny(other, by: Story.cy)
        #expect(story.deny(other, by: Story.bo).refusal == "it is already denied")
    }

    @Test func aRestingApprovalCanStillBeDeniedAndNotApprovedTwice() {
        var story = Story()
        let hold = story.hold("wire", #"{"amount":50}"#)
        story.approve(hold)
        #expect(story.approve(hold).refusal == "it is already approved, about to go")
        #expect(story.deny(hold, by: Story.bo).refusal == nil)
        #expect(story.pass(.seconds(5)).admitted.isEmpty)
    }

    @Test func anApprovalThatWouldRestPastTheDeadlineIsNotTaken() {
        var story = Story()
        let hold = story.hold("wire", #"{"amount":50}"#)
        story.pass(silently: .seconds(599))
        let facts = story.approve(hold)
        #expect(facts.refusal == "too little of its time is left: extend it first")
        story.tell(.extended(hold.code, by: Story.ana, span: nil))
        #expect(story.approve(hold).isApproved)
    }

    @Test func aLateTimerSendsNothingPastTheDeadline() {
        var story = Story()
        let hold = story.hold("wire", #"{"amount":50}"#)
        story.pass(silently: .seconds(590))
        #expect(story.approve(hold).isApproved)
        story.pass(silently: .seconds(20))
        let facts = story.tell(.ticked)
        #expect(facts.admitted.isEmpty)
        #expect(story.state(of: hold)?.state == .expired)
    }

    @Test func theTimerIsNotDueWhileAnApprovalRests() {
        var story = Story()
        let hold = story.hold("wire", #"{"amount":50}"#)
        story.pass(.seconds(59))
        story.approve(hold)
        // The caller's minute ends in the middle of the rest: it is not sent away, and the timer
        // does not ring for it.
        let facts = story.pass(.seconds(3))
        #expect(facts.admitted.count == 1 && facts.count == 1)
    }
}
