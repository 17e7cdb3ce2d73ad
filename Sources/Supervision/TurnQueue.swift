/// What waits for the one place where long work is done: each name's own in order, and of the names
/// that have some, one item of each in turn. Whoever brings much waits for itself.
struct TurnQueue<Name: Hashable, Item> {
    private var items: [Name: [Item]] = [:]
    /// The names that have items, whose turn comes first at the head.
    private var turns: [Name] = []

    /// Adds an item after all of its name.
    mutating func add(_ item: Item, of name: Name) {
        if items[name] == nil { turns.append(name) }
        items[name, default: []].append(item)
    }

    /// Takes out the item whose turn it is; nil where none waits.
    mutating func next() -> Item? {
        guard let name = turns.first else { return nil }
        turns.removeFirst()
        guard var own = items.removeValue(forKey: name), !own.isEmpty else { return nil }
        let item = own.removeFirst()
        if !own.isEmpty {
            items[name] = own
            turns.append(name)
        }
        return item
    }
}
