import Pattern
import Testing

@Suite struct PatternTests {
    @Test(arguments: [
        ("a.c", "xabcx", true), ("^a.c$", "xabcx", false), ("(?i)ABC", "xabcx", true),
        ("^a$", "a\n", false), ("^\\d$", "٣", false), ("(?P<n>a)", "a", true), ("", "", true),
        ("", "x", true), ("^$", "x", false), ("[[:alpha:]]", "1", false), ("é", "caf\u{E9}", true),
    ])
    func policyPatternsAreThoseOfRE2(text: String, subject: String, answer: Bool) throws {
        let pattern = try Pattern(text, dialect: .policy)
        #expect(try pattern.matches(subject) == answer)
    }

    @Test func bytesAreMatchedAsUTF8AndOtherBytesMatchNothing() throws {
        let anything = try Pattern("^.$", dialect: .policy)
        func answer(_ bytes: [UInt8]) throws -> Bool {
            try bytes.withUnsafeBufferPointer { try anything.matches($0) }
        }
        #expect(try answer([0xC3, 0xA9]))
        #expect(try answer([0x00]))
        #expect(try !answer([0xC3]))
        #expect(try !answer([0xFF]))
        #expect(try !answer([]))
    }

    @Test(arguments: ["(?=a)", "(?!a)", "(a)\\1", "(?<n>a)", "\\u0041", "a{1001}", "a(", "[b-a]"])
    func policyPatternsThatRE2RefusesSaySo(text: String) throws {
        let error = #expect(throws: PatternError.self) { try Pattern(text, dialect: .policy) }
        guard case .refused(let reason) = error?.reason else {
            Issue.record("\(text): \(String(describing: error))")
            return
        }
        #expect(!reason.isEmpty)
        #expect(error?.description == "pattern is refused by RE2: \(reason)")
    }

    @Test func equalityIsOfDialectAndBytes() throws {
        let composed = try Pattern("caf\u{E9}", dialect: .policy)
        let decomposed = try Pattern("cafe\u{301}", dialect: .policy)
        #expect(composed != decomposed)
        #expect(composed == (try Pattern("caf\u{E9}", dialect: .policy)))
        #expect(composed != (try Pattern("caf\u{E9}", dialect: .ecma262)))
        #expect(Set([composed, decomposed, composed]).count == 2)
    }

    @Test(arguments: [Pattern.Dialect.policy, .ecma262])
    func onePatternServesSeveralTasksAtOnce(dialect: Pattern.Dialect) async throws {
        let pattern = try Pattern("^[ab]*a[ab]{12}$", dialect: dialect)
        let subjects = (0..<64).map { index in
            String(repeating: "b", count: index) + "a" + String(repeating: "b", count: index % 16)
        }
        let expected = subjects.map { subject in
            let scalars = Array(subject.utf8)
            return scalars.count >= 13 && scalars[scalars.count - 13] == 0x61
        }
        let wrong = await withTaskGroup(of: Int.self) { group in
            for _ in 0..<8 {
                group.addTask {
                    (0..<2_000).count { round in
                        let index = round % subjects.count
                        do {
                            return try pattern.matches(subjects[index]) != expected[index]
                        } catch {
                            return true
                        }
                    }
                }
            }
            return await group.reduce(0, +)
        }
        #expect(wrong == 0)
    }
}
