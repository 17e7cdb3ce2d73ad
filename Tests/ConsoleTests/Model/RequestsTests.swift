import Control
import Governance
import Testing

@testable import Console

/// What was asked, and what its answer belongs to.
@Suite struct RequestsTests {
    private static func decision(_ intent: Card.Intent) -> Requests.Purpose {
        .decision(code: "33R", intent, shownAt: 0, sentAt: 1)
    }

    @Test func anAnswerBelongsToOneRequestOnce() {
        var requests = Requests()
        let first = requests.add(.status)
        let second = requests.add(.card(code: "33R"))
        #expect(first != second)
        #expect(second.flatMap { requests.take($0) } == .card(code: "33R"))
        #expect(second.flatMap { requests.take($0) } == nil)
        #expect(requests.take(999) == nil)
    }

    @Test func aLookIsNotAskedTwiceButADecisionIs() {
        var requests = Requests()
        #expect(requests.add(.holds) != nil)
        #expect(requests.add(.holds) == nil)
        #expect(requests.add(.card(code: "33R")) != nil)
        #expect(requests.add(.card(code: "45F")) != nil, "another card is another look")
        #expect(requests.add(Self.decision(.extend)) != nil)
        #expect(requests.add(Self.decision(.extend)) != nil)
        #expect(requests.add(.act(.freeze)) != nil)
        #expect(requests.acts == [.freeze])
    }

    @Test func isBounded() {
        var requests = Requests()
        for number in 0..<Requests.limit { #expect(requests.add(.call(UInt64(number))) != nil) }
        #expect(requests.add(Self.decision(.approve)) == nil)
        #expect(requests.takeAll().count == Requests.limit)
        #expect(requests.add(Self.decision(.approve)) == UInt64(Requests.limit) + 1)
    }

    /// On a line that lives an answer may never come: then the same can be asked again.
    @Test func aLookThatIsNeverAnsweredIsGivenUp() {
        var requests = Requests()
        let first = requests.add(.holds)
        requests.now = Requests.patience - 1
        #expect(requests.takeOverdue(at: requests.now).isEmpty)
        #expect(requests.add(.holds) == nil)
        requests.now += 1
        #expect(requests.takeOverdue(at: requests.now) == [.holds])
        #expect(requests.add(.holds) != nil)
        #expect(first.flatMap { requests.take($0) } == nil, "its late answer is not taken in")
    }

    @Test func aDecisionIsWaitedForLonger() {
        var requests = Requests()
        let number = requests.add(Self.decision(.approve))
        #expect(requests.takeOverdue(at: Requests.patience).isEmpty)
        #expect(number.flatMap { requests.take($0) } == Self.decision(.approve))
        _ = requests.add(Self.decision(.approve))
        #expect(requests.takeOverdue(at: Requests.decisionPatience).count == 1)
    }
}
