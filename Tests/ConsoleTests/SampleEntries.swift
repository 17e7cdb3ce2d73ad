import Control
import Governance
import Query

@testable import Console

/// Entries as a trail holds them: every seventh a refusal, of three agents in turn.
enum SampleEntries {
    static func entry(
        _ number: UInt64, agent: String? = nil, every: Int64 = 100_000_000
    ) -> EntryView {
        let isRefused = number % 7 == 0
        let who = agent ?? ["billing-bot", "triage", "deploy"][Int(number % 3)]
        let judgement = """
            {"action":{"tool":"pay/refund"},"agent":"\(who)","call":\(number),"connection":3,\
            "declared":"medium","digest":"\(Sample.digest(number).hexadecimal)","findings":[\
            ["kill","allow"],["grant","allow",62],["cap","\(isRefused ? "deny" : "allow")",31,\
            "900 usd is over 500 usd"]],"policy":"\(Sample.digest(2).hexadecimal)",\
            "quantities":[{"amount":"900","unit":"usd"}],"recipients":[],"run":7,"tier":"medium"}
            """
        let rest =
            isRefused
            ? "\"isAlert\":true,\"judgement\":\(judgement),\"kind\":\"outside-policy\""
            : "\"judgement\":\(judgement),\"reservations\":[],\"spending\":{\"calls\":1,\"money\":{},\"writes\":0}"
        return EntryView(
            sequence: number, time: Sample.wall(Int64(number) * every),
            kind: isRefused ? "call.refused" : "call.admitted", call: number,
            data: "{\"at\":\(number),\(rest)}", payloads: [])
    }

    /// As they come, one after the other.
    static func rows(_ numbers: Range<UInt64>, every: Int64 = 100_000_000) -> [TailRow] {
        var memory = EntryMemory()
        return numbers.map { TailRow(entry($0, every: every), &memory) }
    }
}
