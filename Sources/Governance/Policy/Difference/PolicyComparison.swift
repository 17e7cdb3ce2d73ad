import JSON

/// Collects the differences of one thing of the policy.
struct PolicyComparison {
    private let subject: String
    private(set) var changes: [PolicyChange] = []

    /// Compares a thing that is called so in words.
    init(of subject: String) {
        self.subject = subject
    }

    mutating func add(_ more: [PolicyChange]) {
        changes += more
    }

    /// Two values of something; `isFreer` says whether the new one allows more.
    mutating func compare<Value: Equatable>(
        _ what: String, _ old: Value, _ new: Value, spelled: (Value) -> String = { "\($0)" },
        isFreer: (_ old: Value, _ new: Value) -> Bool
    ) {
        guard old != new else { return }
        let words = "\(subject): \(what) \(spelled(old)) becomes \(spelled(new))"
        changes.append(PolicyChange(words, isFreer: isFreer(old, new)))
    }

    /// Texts are compared byte for byte.
    mutating func compare(
        _ what: String, _ old: String, _ new: String, isFreer: (String, String) -> Bool
    ) {
        guard !old.utf8.elementsEqual(new.utf8) else { return }
        let words = "\(subject): \(what) '\(old)' becomes '\(new)'"
        changes.append(PolicyChange(words, isFreer: isFreer(old, new)))
    }

    /// A set of which more is freer, or of which less is.
    mutating func compareMembers<Member: Hashable>(
        _ what: String, _ old: Set<Member>, _ new: Set<Member>, moreIsFreer: Bool,
        spelled: (Member) -> String = { "\($0)" }
    ) {
        for word in new.subtracting(old).map(spelled).sorted() {
            changes.append(PolicyChange("\(subject): \(what) \(word) added", isFreer: moreIsFreer))
        }
        for word in old.subtracting(new).map(spelled).sorted() {
            let words = "\(subject): \(what) \(word) removed"
            changes.append(PolicyChange(words, isFreer: !moreIsFreer))
        }
    }

    /// Ceilings by unit: a higher one, or none any more, is freer.
    mutating func compareCeilings(
        _ what: String, _ old: [Unit: ExactDecimal], _ new: [Unit: ExactDecimal]
    ) {
        for unit in Set(old.keys).union(new.keys).sorted() {
            compare("\(what) in \(unit)", old[unit], new[unit]) {
                $0.map { "\($0) \(unit)" } ?? "none"
            } isFreer: { old, new in
                guard let new else { return true }
                return old.map { new > $0 } ?? false
            }
        }
    }

    /// Named things: a new one is freer, a removed one is not, others compare themselves.
    mutating func addKeyed<Subject, Value>(
        _ kind: String, _ old: [Identifier<Subject>: Value], _ new: [Identifier<Subject>: Value],
        _ difference: (Value, Value) -> [PolicyChange]
    ) {
        addSorted(kind, old, new, difference)
    }

    /// Tools: a new one is freer, a removed one is not, others compare themselves.
    mutating func addKeyed<Value>(
        _ kind: String, _ old: [ToolName: Value], _ new: [ToolName: Value],
        _ difference: (Value, Value) -> [PolicyChange]
    ) {
        addSorted(kind, old, new, difference)
    }

    private mutating func addSorted<Key: Hashable & Comparable, Value>(
        _ kind: String, _ old: [Key: Value], _ new: [Key: Value],
        _ difference: (Value, Value) -> [PolicyChange]
    ) {
        for name in Set(old.keys).union(new.keys).sorted() {
            switch (old[name], new[name]) {
            case (let before?, let after?): changes += difference(before, after)
            case (nil, _?): changes.append(PolicyChange("\(kind) \(name) added", isFreer: true))
            case (_?, nil): changes.append(PolicyChange("\(kind) \(name) removed", isFreer: false))
            case (nil, nil): continue
            }
        }
    }
}
