/// What became of one call, from the entries about it.
struct CallStory {
    /// How the gate answered: admitted, held or refused.
    private(set) var decision: FeedEntry?
    /// How its hold ended, where it had one: the last word on it.
    private(set) var settlement: FeedEntry?

    /// Takes one entry about the call.
    mutating func note(_ entry: FeedEntry) {
        switch entry.kind {
        case "call.admitted", "call.held", "call.refused":
            if decision == nil { decision = entry }
        case "hold.approved", "hold.denied", "hold.expired", "hold.withdrawn":
            settlement = entry
        default: break
        }
    }
}
