/// A dated revision of the protocol that Pullcord speaks, on either side.
package enum Revision: UInt8, CaseIterable, Comparable, Sendable, Hashable {
    case november2024
    case march2025
    case june2025
    case november2025
    case july2026

    /// The newest revision with a handshake: what is offered to a legacy peer.
    package static let newestLegacy = Revision.november2025
    /// The newest revision of all.
    package static let newest = Revision.july2026

    /// The revision's date as it stands on the wire.
    package var text: StaticString {
        switch self {
        case .november2024: "2024-11-05"
        case .march2025: "2025-03-26"
        case .june2025: "2025-06-18"
        case .november2025: "2025-11-25"
        case .july2026: "2026-07-28"
        }
    }

    /// The shape of the protocol in this revision.
    package var era: Era { self < .july2026 ? .legacy : .modern }

    /// Whether this revision obliges a receiver to accept JSON-RPC batches: 2025-03-26 alone does
    /// (its basic/index, "Batching"); 2025-06-18 took them out again.
    package var hasBatches: Bool { self == .march2025 }

    /// The revisions of one era, oldest first.
    package static func all(of era: Era) -> [Revision] {
        allCases.filter { $0.era == era }
    }

    /// The revision a peer named, or nil where Pullcord does not speak it.
    package init?(_ name: String) {
        for revision in Revision.allCases where name.utf8.elementsEqual(revision.text.bytes) {
            self = revision
            return
        }
        return nil
    }

    package static func < (left: Revision, right: Revision) -> Bool {
        left.rawValue < right.rawValue
    }
}
