package import SafeText

/// Why a demonstration could not be played to its end.
package struct DemonstrationFailure: Error {
    /// What happened and what to do.
    package let words: SafeText
    /// Whether a person asked for the end.
    package let isInterruption: Bool

    init(_ words: SafeText, isInterruption: Bool = false) {
        self.words = words
        self.isInterruption = isInterruption
    }

    static let interrupted = DemonstrationFailure("interrupted", isInterruption: true)
}
