/// The answer of a part of a schema. A part that is not checkable answers `unknown`, and `not`,
/// `anyOf` and the others hand that on as Kleene's logic does: what is said to be wrong is wrong
/// whatever the unchecked part would have answered.
enum Truth {
    case yes
    case no
    case unknown

    init(_ answer: Bool) { self = answer ? .yes : .no }

    mutating func formAnd(_ other: Truth) {
        switch (self, other) {
        case (.no, _), (_, .yes): break
        case (_, .no): self = .no
        case (_, .unknown): self = .unknown
        }
    }

    static prefix func ! (truth: Truth) -> Truth {
        switch truth {
        case .yes: .no
        case .no: .yes
        case .unknown: .unknown
        }
    }
}
