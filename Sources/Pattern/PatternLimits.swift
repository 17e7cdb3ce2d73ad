/// What a pattern may cost, each bound with its reason.
package enum PatternLimits {
    /// Bytes of a pattern's text. The longest patterns of published tool schemas have some
    /// hundreds; RE2's memory limit is a second bound behind this one.
    package static let patternBytes = 4_096

    /// Bytes of a subject. A text of this length passes a small pattern in about a millisecond.
    package static let subjectBytes = 1 << 20

    /// Program size times subject bytes. RE2 visits every pair at most once, in 5 to 8 ns each
    /// where no automaton fits in memory, so this bounds one match to about half a second.
    package static let work = 1 << 26

    /// The largest count in a repetition; RE2 refuses more.
    package static let repetition = 1_000
}
