import AuditTrail

/// What it means that entries were not taken.
enum AppendFailure: Equatable {
    /// They can never be written as they are; the trail is whole.
    case ofEntry
    /// There is no room until the disk has caught up; the trail is whole.
    case full
    /// Nothing can be recorded any more.
    case broken

    init(_ error: TrailError) {
        switch error {
        case .draft: self = .ofEntry
        case .queueFull: self = .full
        default: self = .broken
        }
    }
}
