import Testing

@testable import AuditTrail

/// The types of entries: `noun.verb_past`, by which readers and filters go.
@Suite struct EntryTypeTests {
    private static let longest = "n." + String(repeating: "v", count: 62)

    @Test(arguments: ["call.admitted", "a.b", "audit.segment_opened", "x9.y_0", longest])
    func aTypeIsANounAndAVerb(type: String) {
        #expect(throws: Never.self) {
            try EntryDraft(type: type, wallNanoseconds: 0).check()
        }
    }

    @Test(arguments: [
        "", ".", "call", "call.", ".admitted", "call.admitted.twice", "Call.admitted",
        "call.admitted ", "call-admitted.x", "call.\u{E9}", "call..admitted", longest + "v",
    ])
    func anythingElseIsRefused(type: String) {
        #expect(throws: TrailError.self) {
            try EntryDraft(type: type, wallNanoseconds: 0).check()
        }
    }
}
