import JSON

/// The fetching of one list, page by page.
///
/// A change announced while pages come makes what was fetched stale: the counter tells, and the list
/// is fetched again from its start (mcp.md section 8, row 16). One fetch at a time, however many
/// changes are announced.
struct ListFetch: Sendable {
    /// What has been announced so far, counted.
    private(set) var generation = 0
    /// The fetch under way.
    private var current: Current?

    private struct Current {
        let generation: Int
        var items: [ListedItem] = []
        var names: Set<ExactText> = []
        var leftOut = 0
        var bytes = 0
        var pages = 0
        var frame: ListFrame?
    }

    /// What to do after a page.
    enum Next {
        /// Ask for the page at this cursor.
        case page(String)
        /// The list is whole.
        case whole(ServerList)
        /// The list changed meanwhile: ask for its first page again.
        case again
    }

    var isUnderWay: Bool { current != nil }

    /// Notes that the list changed.
    ///
    /// - Returns: whether a fetch is to be started; false where one is under way, which will see it.
    mutating func changed() -> Bool {
        generation += 1
        return !isUnderWay
    }

    /// Starts from the first page.
    mutating func start() {
        current = Current(generation: generation)
    }

    /// Gives up; the list known so far stays.
    mutating func fail() {
        current = nil
    }

    /// Takes a page.
    mutating func take(_ page: ListPage, of list: ListKind) -> Next? {
        guard var fetch = current else { return nil }
        guard fetch.generation == generation else {
            start()
            return .again
        }
        fetch.pages += 1
        fetch.leftOut += page.unreadable
        var isCut = page.isCut
        for item in page.items {
            guard fetch.items.count < Limits.items,
                fetch.bytes + item.bytes.count <= Limits.listBytes
            else {
                isCut = true
                break
            }
            guard fetch.names.insert(ExactText(item.name)).inserted else {
                fetch.leftOut += 1
                continue
            }
            fetch.bytes += item.bytes.count
            fetch.items.append(item)
        }
        let frame = fetch.frame ?? page.frame
        fetch.frame = frame
        if let next = page.next, !isCut {
            if fetch.pages < Limits.pages, next.utf8.count <= Limits.cursorBytes {
                current = fetch
                return .page(next)
            }
            isCut = true
        }
        current = nil
        return .whole(
            ServerList(
                kind: list, items: fetch.items, leftOut: fetch.leftOut, isCut: isCut, frame: frame))
    }
}
