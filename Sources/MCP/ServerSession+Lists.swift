internal import JSON

extension ServerSession {
    /// What is known of a list.
    package enum ListState: Sendable {
        /// The server offers no such list.
        case notOffered
        /// It is being fetched for the first time, or again because it changed.
        case fetching
        /// It is known.
        case ready(ServerList)
        /// It could not be fetched.
        case failed
    }

    /// What is known of a list. One that changed since is not given out as current.
    package func list(_ kind: ListKind) -> ListState {
        guard let server, server.offers(kind) else { return .notOffered }
        if isFetching(kind) || stale.contains(kind) { return .fetching }
        return lists[kind].map(ListState.ready) ?? .failed
    }

    private func isFetching(_ kind: ListKind) -> Bool { fetches[kind]?.isUnderWay ?? false }

    /// A list as last fetched, current or not; for the pins of calls while it is fetched again.
    package func lastKnown(_ kind: ListKind) -> ServerList? { lists[kind] }

    /// Whether the list may have changed without a word: the server announces no changes, so a list
    /// asked for is fetched again first.
    package func needsRefresh(_ kind: ListKind) -> Bool {
        guard let server, server.offers(kind) else { return false }
        return !server.announces(kind) || (lists[kind] == nil)
    }

    /// Fetches a list again, unless that is under way or will be soon.
    package mutating func refresh(_ kind: ListKind) -> [ServerEffect] {
        guard isOpen, let server, server.offers(kind), !isFetching(kind), !stale.contains(kind)
        else { return [] }
        return fetch(kind)
    }

    mutating func fetch(_ kind: ListKind) -> [ServerEffect] {
        var state = fetches[kind] ?? ListFetch()
        state.start()
        fetches[kind] = state
        return page(kind, at: nil)
    }

    private mutating func page(_ kind: ListKind, at cursor: String?) -> [ServerEffect] {
        let id = take(.page(kind))
        let params: (inout JSONWriter) -> Void = { writer in
            if let cursor { writer.member("cursor", cursor) }
        }
        let line =
            server?.era == .modern
            ? ModernRequest.line(kind.method, id: id, params)
            : Answers.request(kind.method, id: id, cursor == nil ? nil : params)
        return [.ask(line), .wait(.page(kind, id), attempt: 0)]
    }

    /// A page came and was read; nil where something else came in its place.
    package mutating func pageRead(_ kind: ListKind, _ page: ListPage?) -> [ServerEffect] {
        guard let page, let next = fetches[kind]?.take(page, of: kind) else {
            fetches[kind]?.fail()
            return [.listed(kind)]
        }
        switch next {
        case .page(let cursor): return self.page(kind, at: cursor)
        case .again:
            fetches[kind]?.fail()
            return fetchAgain(kind)
        case .whole(let list):
            lists[kind] = list
            return [.listed(kind)]
        }
    }

    /// The server says that a list changed: what was fetched is stale from now on; agents are told
    /// when the new one is there (rows 14 to 16).
    mutating func changed(_ kind: ListKind) -> [ServerEffect] {
        guard isOpen, let server, server.offers(kind) else { return [] }
        var state = fetches[kind] ?? ListFetch()
        let isNew = state.changed()
        fetches[kind] = state
        return isNew ? fetchAgain(kind) : []
    }

    /// Fetches a list that changed, at most once in the time of its rest: a server must not make
    /// work without end by announcing changes.
    mutating func fetchAgain(_ kind: ListKind) -> [ServerEffect] {
        guard resting.insert(kind).inserted else {
            stale.insert(kind)
            return []
        }
        return fetch(kind) + [.wait(.rest(kind), attempt: 0)]
    }
}
