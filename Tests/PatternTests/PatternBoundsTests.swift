import Glibc
import Pattern
import Testing

/// What a hostile pattern or text may cost.
@Suite struct PatternBoundsTests {
    @Test func aPatternOverItsLengthIsRefused() throws {
        let limit = PatternLimits.patternBytes
        for dialect in [Pattern.Dialect.policy, .ecma262] {
            _ = try Pattern(String(repeating: "a", count: limit), dialect: dialect)
            #expect(throws: PatternError(.tooLong(bytes: limit + 1))) {
                try Pattern(String(repeating: "a", count: limit + 1), dialect: dialect)
            }
        }
    }

    @Test func aSubjectOverItsLengthIsNoAnswer() throws {
        let pattern = try Pattern("a", dialect: .policy)
        let limit = PatternLimits.subjectBytes
        #expect(pattern.subjectLimit == limit)
        #expect(try pattern.matches(String(repeating: "a", count: limit)))
        let error = SubjectFault.tooLong(bytes: limit + 1, limit: limit)
        let subject = String(repeating: "a", count: limit + 1)
        #expect(throws: error) { try pattern.matches(subject) }
    }

    @Test func aLargeProgramTakesShorterSubjects() throws {
        let pattern = try Pattern("^(?:.{1,30}){1,30}$", dialect: .ecma262)
        let limit = pattern.subjectLimit
        #expect(limit < PatternLimits.subjectBytes)
        #expect(pattern.work(forBytes: limit - 1) <= PatternLimits.work)
        #expect(throws: SubjectFault.tooLong(bytes: limit + 1, limit: limit)) {
            try pattern.matches(String(repeating: "a", count: limit + 1))
        }
    }

    @Test func aProgramOverTheMemoryLimitIsRefused() {
        #expect(throws: PatternError(.refused("pattern too large - compile failed"))) {
            try Pattern("\\pL{1000}", dialect: .policy)
        }
    }

    /// An engine that backtracks needs longer than the age of the universe for the first and the
    /// cube of the length for the second. Ten times the length must cost about ten times as much,
    /// far from the hundred of a square; the measured ratio of a linear engine is 8 to 13.
    @Test(arguments: ["^(a+)+$", "[ab]*[ab]*[xy]", "(a|aa)+$", "(?:a?){50}a{50}x"])
    func timeIsLinearInTheSubject(text: String) throws {
        for dialect in [Pattern.Dialect.policy, .ecma262] {
            let pattern = try Pattern(text, dialect: dialect)
            let short = try fastest(pattern, on: String(repeating: "a", count: 10_000) + "!")
            let long = try fastest(pattern, on: String(repeating: "a", count: 100_000) + "!")
            #expect(long < short * 40, "\(text): \(short) ns for 10,000, \(long) ns for 100,000")
            #expect(long < 2_000_000_000)
        }
    }

    /// The least CPU time of five matches in nanoseconds; other work on the machine does not count.
    private func fastest(_ pattern: Pattern, on subject: String) throws -> Int {
        var best = Int.max
        for _ in 0..<5 {
            let start = threadNanoseconds()
            let matched = try pattern.matches(subject)
            best = min(best, threadNanoseconds() - start)
            #expect(!matched)
        }
        return best
    }

    private func threadNanoseconds() -> Int {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return time.tv_sec * 1_000_000_000 + time.tv_nsec
    }
}
