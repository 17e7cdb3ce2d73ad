import SafeText

/// What happened while a person looked on, by the entries of the feed.
struct Tally {
    private var kinds: [String: Int] = [:]

    /// Takes one entry.
    mutating func note(_ kind: String) { kinds[kind, default: 0] += 1 }

    var words: SafeText {
        func count(_ kind: String) -> Int { kinds[kind, default: 0] }
        return """
            calls that ran \(count("call.admitted")), refused \(count("call.refused")), held \
            \(count("call.held")): approved \(count("hold.approved")), denied \
            \(count("hold.denied")), expired \(count("hold.expired")), withdrawn \
            \(count("hold.withdrawn"))
            """
    }
}
