import Control
import Governance
import Testing

@testable import Console

/// What was asked, and what its answer belongs to.
@Suite struct RequestsTests {
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
        #expect(requests.add(.decision(code: "33R", .extend)) != nil)
        #expect(requests.add(.decision(code: "33R", .extend)) != nil)
        #expect(requests.add(.act(.freeze)) != nil)
        #expect(requests.acts == [.freeze])
    }

    @Test func isBounded() {
        var requests = Requests()
        for number in 0..<Requests.limit { #expect(requests.add(.call(UInt64(number))) != nil) }
        #expect(requests.add(.decision(code: "33R", .approve)) == nil)
        #expect(requests.takeAll().count == Requests.limit)
        #expect(requests.add(.decision(code: "33R", .approve)) == UInt64(Requests.limit) + 1)
    }
}
