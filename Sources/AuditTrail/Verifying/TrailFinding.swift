/// One thing that is wrong with a trail.
package struct TrailFinding: Sendable, Equatable, CustomStringConvertible {
    package enum Kind: String, Sendable {
        case unreadable
        case otherLog
        case keyReplaced
        case entryChanged
        case entriesSwapped
        case entriesMissing
        case entryMalformed
        case endCut
        case endChanged
        case payloadChanged
        case payloadsSwapped
        case payloadMissing
        case erasedWithoutRecord
        case recordedButNotErased
        case tileChanged
        case headChanged
        case noteInvalid
        case checkpointInvalid
        case rolledBack
        case notExtended
        case indexChanged
    }

    package let kind: Kind
    /// A sentence for a person, with numbers.
    package let description: String

    init(_ kind: Kind, _ description: String) {
        self.kind = kind
        self.description = description
    }
}
