import Governance
import Query
import SafeText
import Testing

@testable import Console

/// What the other tests rest on: the sample is read as entries of the trail are.
@Suite struct SampleEntriesTests {
    @Test func areRead() throws {
        let rows = SampleEntries.rows(0..<8)
        #expect(rows.map(\.weight) == [.denied, .calm, .calm, .calm, .calm, .calm, .calm, .denied])
        #expect(rows[0].about.plain.contains("because cap: 900 usd is over 500 usd"))
        #expect(rows[1].record.word(.agent) == "triage" && rows[1].record.run == "r7")
        #expect(rows[1].fold != nil && rows[0].fold == nil)
        #expect(EntryWords.of(rows[0].entry)?.judgement?.call.description == "c0")
    }
}
