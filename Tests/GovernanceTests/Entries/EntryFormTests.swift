import Glibc
import JSON
import Testing

@testable import Governance

/// The entry form of facts, version 1: the bytes in `golden/` never change. A new member or a new
/// type is a new version of the form, and what was written before must still be read.
struct EntryFormTests {
    private static func golden(_ name: String) -> [UInt8]? {
        let folder = "\(#filePath)".split(separator: "/").dropLast(2).joined(separator: "/")
        guard let file = fopen("/\(folder)/golden/\(name).json", "r") else { return nil }
        defer { fclose(file) }
        var bytes = [UInt8](repeating: 0, count: 1 << 16)
        let count = fread(&bytes, 1, bytes.count, file)
        return Array(bytes[..<count])
    }

    private static func find(_ digest: Digest) throws -> Policy {
        guard digest == SampleFacts.policy.digest else { throw Violation("no policy \(digest)") }
        return SampleFacts.policy
    }

    @Test(arguments: SampleFacts.all.map(\.name))
    func theBytesAreFrozen(_ name: String) throws {
        let fact = try #require(SampleFacts.all.first { $0.name == name }?.fact)
        let data = try fact.entryData()
        let text = String(decoding: data, as: UTF8.self)
        guard let golden = EntryFormTests.golden(name) else {
            Issue.record("no golden file \(name).json; it would be \(text)")
            return
        }
        #expect(golden == data + [0x0A], "\(name) is now \(text)")
    }

    @Test(arguments: SampleFacts.all.map(\.name))
    func whatWasWrittenIsReadBack(_ name: String) throws {
        let fact = try #require(SampleFacts.all.first { $0.name == name }?.fact)
        let bytes = try #require(EntryFormTests.golden(name))
        let type = try #require(fact.type)
        #expect(name.hasPrefix(type.rawValue))
        let read = try Fact(type, try JSONValue.parse(bytes), policy: EntryFormTests.find)
        #expect(read == fact)
        // A policy that is not there is no fact: nothing is made up.
        guard name.hasPrefix("policy.") else { return }
        #expect(throws: Violation.self) {
            try Fact(type, try JSONValue.parse(bytes)) { throw Violation("none: \($0)") }
        }
    }

    @Test func everyTypeHasAGoldenFile() {
        let types = Set(SampleFacts.all.compactMap(\.fact.type))
        #expect(types == Set(FactType.allCases))
        #expect(Fact.callForwarded(CallID(1)).type == nil)
    }

    @Test(arguments: SampleFacts.all.map(\.name))
    func whatLacksAMemberOrHasAnotherTypeIsNotRead(_ name: String) throws {
        let fact = try #require(SampleFacts.all.first { $0.name == name }?.fact)
        let type = try #require(fact.type)
        guard case .object(let whole) = try JSONValue.parse(try fact.entryData()) else {
            Issue.record("no object")
            return
        }
        let optional: Set<String> = ["approvedBy", "code", "goesAt", "by", "token"]
        for member in whole.members where !optional.contains(member.name) {
            let rest = whole.members.filter { $0.name != member.name }
            #expect(throws: DecodingError.self, "\(member.name)") {
                try Fact(type, .object(JSONObject(rest)), policy: EntryFormTests.find)
            }
            let wrong = rest + [(name: member.name, value: JSONValue.object(JSONObject()))]
            guard case .object = member.value else {
                #expect(throws: DecodingError.self, "\(member.name)") {
                    try Fact(type, .object(JSONObject(wrong)), policy: EntryFormTests.find)
                }
                continue
            }
        }
    }

    /// What many and long differences take: an entry of the trail holds 64 KiB, and one that does not
    /// fit would break the trail.
    @Test(arguments: ["\u{65E5}", "\u{1}", "\"", "x"], [1, 400, 5_000])
    func theDifferencesOfAPolicyFitAnEntry(_ letter: String, _ length: Int) throws {
        let changes = (0..<1_000).map { "\($0) " + String(repeating: letter, count: length) }
        let fact = PolicyChanged(
            at: .zero, policy: SampleFacts.policy, changes: changes, by: nil)
        for fact in [Fact.policyPending(fact), .policyApplied(fact)] {
            let data = try fact.entryData()
            #expect(data.count < 40 << 10)
            let type = try #require(fact.type)
            let read = try Fact(type, try JSONValue.parse(data), policy: EntryFormTests.find)
            guard case .policyPending(let named) = read else { continue }
            // The first are named, and how many more there are.
            #expect(named.changes.first?.hasPrefix("0 \(letter)") == true)
            let last = try #require(named.changes.last)
            #expect(
                named.changes.count == 1_000
                    || last == "and \(1_001 - named.changes.count) more")
        }
    }

    /// The hand-written path of the three facts of every call writes what the generic one does.
    @Test(arguments: 1...200 as ClosedRange<UInt64>)
    func theFastPathWritesTheSameBytes(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        let admitted = RandomFacts.admitted(&random)
        #expect(
            try Fact.callAdmitted(admitted).entryData() == EntryEncoder.bytes(of: admitted))
        let refused = CallRefused(
            at: admitted.at, judgement: admitted.judgement,
            kind: random.chance(50) ? .outsidePolicy : .notRecorded, isAlert: random.chance(50))
        #expect(try Fact.callRefused(refused).entryData() == EntryEncoder.bytes(of: refused))
        let finished = CallFinished(
            at: admitted.at, call: admitted.judgement.call,
            outcome: random.pick([.succeeded, .neverSent, .refusedByServer]))
        #expect(try Fact.callFinished(finished).entryData() == EntryEncoder.bytes(of: finished))
    }
}
