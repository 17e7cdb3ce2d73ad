/// What the gate answers; the most restrictive of all checks wins.
package enum Ruling: String, Hashable, Comparable, Sendable, Codable {
    case allow
    case hold
    case deny

    private var weight: Int {
        switch self {
        case .allow: 0
        case .hold: 1
        case .deny: 2
        }
    }

    package static func < (left: Ruling, right: Ruling) -> Bool { left.weight < right.weight }
}
