/// A place in the tree that breaks a rule of the house.
struct Finding: Equatable, Sendable, CustomStringConvertible {
    let path: String
    /// Counted from one.
    let line: Int
    let message: String

    var description: String { "\(path):\(line): \(message)" }
}

/// A rule of the house that the formatter does not know.
protocol TidyRule: Sendable {
    func findings(in file: SourceFile) -> [Finding]
}
