import Query
import Testing

/// What a call's first entry says holds for its later ones.
struct EntryMemoryTests {
    private func record(
        _ kind: String, sequence: UInt64 = 0, _ data: String
    ) -> EntryRecord {
        EntryRecord(sequence: sequence, wallNanoseconds: 0, kind: kind, data: data)
    }

    private func judged(_ call: Int, tier: String = "high", agent: String = "bot") -> String {
        """
        {"judgement":{"action":{"tool":"pay/refund"},"agent":"\(agent)","call":\(call),"findings":[\
        ["cap","deny",9]],"quantities":[{"amount":"900","unit":"usd"}],"run":7,"tier":"\(tier)"}}
        """
    }

    @Test(arguments: [
        ("call.finished", #"{"call":42,"outcome":"failed"}"#, "outcome:failed"),
        ("hold.denied", #"{"by":"ana","call":42,"code":"7AK"}"#, "by:ana decision:deny code:7AK"),
        ("call.withdrawn", #"{"call":42,"detail":"kill all"}"#, "decision:deny \"kill all\""),
        ("caller.left", #"{"call":42,"code":"7AK"}"#, "kind:caller.left"),
    ])
    func laterEntriesHaveTheirCall(_ kind: String, _ data: String, _ own: String) throws {
        let whole = "agent:bot tool:pay/refund server:pay run:7 tier:high usd>=500 call:42 \(own)"
        var memory = EntryMemory()
        #expect(try !Filter(whole).matches(memory.completing(record(kind, data)), now: 0))
        _ = memory.completing(record("call.held", judged(42)))
        _ = memory.completing(record("call.held", judged(43, agent: "other")))
        let later = memory.completing(record(kind, data))
        #expect(try Filter(whole).matches(later, now: 0))
        // What was judged and said once is not told of the later entry.
        for term in ["check:*", "rule:*", "refund", "agent:other", "decision:hold"] {
            #expect(try !Filter(term).matches(later, now: 0), "\(term)")
        }
        let other = data.replacing("42", with: "44")
        #expect(try !Filter("agent:*").matches(memory.completing(record(kind, other)), now: 0))
    }

    /// What an entry says itself counts, and is what later ones have.
    @Test func theNewestJudgementCounts() throws {
        var memory = EntryMemory()
        _ = memory.completing(record("call.held", judged(42, tier: "medium")))
        let again = memory.completing(record("call.admitted", judged(42, tier: "critical")))
        #expect(try Filter("tier:critical -tier:medium").matches(again, now: 0))
        let other = memory.completing(record("call.finished", #"{"agent":"b","call":42}"#))
        #expect(try Filter("agent:b -agent:bot tool:pay/*").matches(other, now: 0))
        let end = memory.completing(record("call.finished", #"{"call":42}"#))
        #expect(try Filter("tier:critical -tier:medium").matches(end, now: 0))
    }

    /// A code that was dealt with the hold belongs to the call that goes.
    @Test func theCodeStaysWithTheCall() throws {
        var memory = EntryMemory()
        _ = memory.completing(
            record("call.held", "{\"code\":\"7AK\"," + judged(42).dropFirst()))
        _ = memory.completing(record("call.admitted", judged(42)))
        let end = memory.completing(record("call.finished", #"{"call":42,"outcome":"failed"}"#))
        #expect(try Filter("code:7AK outcome:failed").matches(end, now: 0))
    }

    @Test func entriesOfARunHaveItsAgent() throws {
        var memory = EntryMemory()
        _ = memory.completing(record("run.started", #"{"agent":"bot","run":7}"#))
        let left = memory.completing(record("run.left", #"{"run":7}"#))
        #expect(try Filter("agent:bot run:7").matches(left, now: 0))
        let other = memory.completing(record("run.left", #"{"run":8}"#))
        #expect(try !Filter("agent:*").matches(other, now: 0))
    }

    /// An entry about several calls says of each what it says.
    @Test func anEntryAboutSeveralCallsStandsAlone() throws {
        var memory = EntryMemory()
        _ = memory.completing(record("call.held", judged(42)))
        let kill = #"{"inFlight":[{"agent":"a","call":42},{"agent":"b","call":43}],"kill":{}}"#
        let engaged = memory.completing(record("kill.engaged", kill))
        #expect(try Filter("agent:a agent:b -agent:bot -tier:*").matches(engaged, now: 0))
    }

    @Test func theOldestIsForgotten() throws {
        var memory = EntryMemory()
        let limit = EntryMemory.limit
        for call in 1...limit { _ = memory.completing(record("call.held", judged(call))) }
        // A second judgement of a call takes no second place.
        _ = memory.completing(record("call.admitted", judged(1)))
        func knows(_ call: Int) throws -> Bool {
            let end = memory.completing(record("call.finished", "{\"call\":\(call)}"))
            return try Filter("agent:bot").matches(end, now: 0)
        }
        #expect(try knows(1) && knows(limit))
        for call in [limit + 1, limit + 2] {
            _ = memory.completing(record("call.held", judged(call)))
        }
        #expect(try !knows(1))
        #expect(try !knows(2))
        #expect(try knows(3) && knows(limit + 2))
    }
}
