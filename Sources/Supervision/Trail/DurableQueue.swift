/// What waits for entries to become durable, in the order of their sequence numbers.
struct DurableQueue<Item> {
    private var items: [(sequence: UInt64, item: Item)] = []
    private var head = 0

    var isEmpty: Bool { head == items.count }

    /// Waits for this entry, after all that waits for it or for earlier ones. Most wait for the last.
    mutating func wait(for sequence: UInt64, _ item: Item) {
        var place = items.count
        while place > head, items[place - 1].sequence > sequence { place -= 1 }
        items.insert((sequence, item), at: place)
    }

    /// Takes out what waited for entries up to and including this one.
    mutating func take(through sequence: UInt64) -> [Item] {
        let start = head
        while head < items.count, items[head].sequence <= sequence { head += 1 }
        let taken = items[start..<head].map(\.item)
        compact()
        return taken
    }

    /// Forgets what waited for entries up to and including this one, each after a look at it.
    mutating func drop(through sequence: UInt64, _ look: (Item) -> Void = { _ in }) {
        while head < items.count, items[head].sequence <= sequence {
            look(items[head].item)
            head += 1
        }
        compact()
    }

    var count: Int { items.count - head }

    /// What waits for the first entry that is not durable yet.
    var first: Item? { head < items.count ? items[head].item : nil }

    private mutating func compact() {
        if head == items.count {
            items.removeAll(keepingCapacity: true)
            head = 0
        } else if head > 1_024 {
            items.removeFirst(head)
            head = 0
        }
    }

    /// Takes out everything, when the trail has failed.
    mutating func takeAll() -> [Item] { take(through: .max) }
}
