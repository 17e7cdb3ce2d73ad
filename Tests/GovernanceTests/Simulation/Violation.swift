/// An invariant that did not hold, with what is needed to see it again.
struct Violation: Error, CustomStringConvertible {
    let words: String

    init(_ words: String) {
        self.words = words
    }

    var description: String { words }
}

/// Throws unless something holds.
func require(_ condition: Bool, _ words: @autoclosure () -> String) throws {
    if !condition { throw Violation(words()) }
}
