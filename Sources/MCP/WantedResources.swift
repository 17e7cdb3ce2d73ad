import JSON

/// Who wants to hear of which resources of one server, and what that server was asked for it.
///
/// A wish that the server was asked for counts once it has taken it. Each wish is kept by its
/// holder, never as a number: whatever comes twice, crosses on its way or is given up leaves
/// nothing behind.
struct WantedResources: Sendable {
    private struct Resource: Sendable {
        /// Those whose wish stands.
        var holders: Set<ResourceHolder> = []
        /// Subscriptions under way by our ids, with whose they are.
        var asked: [Int64: ResourceHolder] = [:]
        /// Those of them that nobody waits for any more, but that the server may still take.
        var abandoned: Set<Int64> = []
        /// Whether the server was left subscribed.
        var stands = false
        /// The last request that ended it: what was asked before that one is over with it.
        var endedBy: Int64 = 0

        var isWanted: Bool { !holders.isEmpty || !asked.isEmpty }
        /// Whether the server is to be told that nobody wants to hear any more.
        var isLeftOver: Bool { stands && !isWanted }
        var isOver: Bool { !isWanted && !stands && abandoned.isEmpty }
    }

    /// What a request under way is about.
    private enum Request: Sendable {
        case subscription
        /// Ours, for wishes that count already.
        case own
        case end(ResourceHolder)
    }

    private var resources: [ExactText: Resource] = [:]
    private var requests: [Int64: (uri: ExactText, Request)] = [:]

    /// The resources that are wanted, in a fixed order.
    var uris: [String] {
        resources.filter { !$0.value.holders.isEmpty }.map(\.key.text).sorted()
    }

    /// Whether no wish stands.
    var isEmpty: Bool { resources.values.allSatisfy(\.holders.isEmpty) }

    /// Whether the server tells of a resource already, so that it need not be asked.
    func stands(_ uri: String) -> Bool { resources[ExactText(uri)]?.stands ?? false }

    /// Whether a wish stands.
    func isHeld(_ uri: String, by holder: ResourceHolder) -> Bool {
        resources[ExactText(uri)]?.holders.contains(holder) ?? false
    }

    /// A wish that counts at once.
    ///
    /// - Returns: whether the server is to be told: nobody wanted to hear before.
    mutating func hold(_ uri: String, by holder: ResourceHolder) -> Bool {
        let isFirst = !stands(uri)
        resources[ExactText(uri), default: Resource()].holders.insert(holder)
        resources[ExactText(uri)]?.stands = true
        return isFirst
    }

    /// A wish is over, whether it stands or was asked for only.
    ///
    /// - Returns: whether the server is to be told: it was the last.
    mutating func release(_ uri: String, by holder: ResourceHolder) -> Bool {
        guard var resource = resources[ExactText(uri)], resource.isWanted else { return false }
        resource.holders.remove(holder)
        for (id, asking) in resource.asked where asking == holder {
            resource.asked[id] = nil
            resource.abandoned.insert(id)
        }
        keep(resource, ExactText(uri))
        return !resource.isWanted
    }

    /// All wishes of a connection are over.
    ///
    /// - Returns: the resources of which the server is to be told.
    mutating func leave(_ connection: UInt64) -> [String] {
        for (id, request) in requests {
            if case .end(let holder) = request.1, holder.connection == connection {
                requests[id] = nil
            }
        }
        var told: [String] = []
        for (uri, resource) in resources {
            let holders = resource.holders.union(resource.asked.values)
                .filter { $0.connection == connection }
            let wasLast = holders.reduce(false) { release(uri.text, by: $1) || $0 }
            if wasLast { told.append(uri.text) }
        }
        return told.sorted()
    }

    /// The server was asked to subscribe.
    mutating func ask(_ uri: String, by holder: ResourceHolder, id: Int64) {
        resources[ExactText(uri), default: Resource()].asked[id] = holder
        requests[id] = (ExactText(uri), .subscription)
    }

    /// The server was asked to subscribe for wishes that count already.
    mutating func askOwn(_ uri: String, id: Int64) {
        requests[id] = (ExactText(uri), .own)
    }

    /// The server was asked to end a subscription with this id, for a holder or by ourselves.
    mutating func end(_ uri: String, by holder: ResourceHolder?, id: Int64) {
        let key = ExactText(uri)
        resources[key]?.stands = false
        resources[key]?.endedBy = id
        if let holder { requests[id] = (key, .end(holder)) }
        if let resource = resources[key] { keep(resource, key) }
    }

    /// What an answer leaves to be done.
    enum Aftermath: Sendable {
        case nothing
        /// Nobody wants what the server took: it is to be told so.
        case end(String)
        /// The server refused what counted already: whoever held it holds nothing.
        case lost(String)
    }

    /// The server answered one of these requests, whether or not anybody still waits for it.
    mutating func answered(_ id: Int64, isTaken: Bool) -> Aftermath {
        guard let (uri, request) = requests.removeValue(forKey: id), var resource = resources[uri]
        else { return .nothing }
        defer { keep(resource, uri) }
        switch request {
        case .end: return .nothing
        case .own:
            guard !isTaken, id > resource.endedBy, resource.stands else { return .nothing }
            resource.holders = []
            resource.stands = false
            return .lost(uri.text)
        case .subscription:
            let holder = resource.asked.removeValue(forKey: id)
            resource.abandoned.remove(id)
            if isTaken, id > resource.endedBy {
                resource.stands = true
                if let holder { resource.holders.insert(holder) }
            }
            return resource.isLeftOver ? .end(uri.text) : .nothing
        }
    }

    /// Nobody waits for the answer to a subscription any more; it may still come.
    mutating func abandon(_ id: Int64) -> Aftermath {
        guard let (uri, request) = requests[id], case .subscription = request,
            var resource = resources[uri], resource.asked.removeValue(forKey: id) != nil
        else { return .nothing }
        resource.abandoned.insert(id)
        keep(resource, uri)
        return resource.isLeftOver ? .end(uri.text) : .nothing
    }

    /// A request of which no byte was written: all is as it was before.
    mutating func takeBack(_ id: Int64) -> Aftermath {
        guard let (uri, request) = requests[id] else { return .nothing }
        guard case .end(let holder) = request else { return answered(id, isTaken: false) }
        requests[id] = nil
        _ = hold(uri.text, by: holder)
        return .nothing
    }

    /// The answer of an abandoned request is not waited for any longer.
    mutating func forget(_ id: Int64) {
        guard let (uri, _) = requests.removeValue(forKey: id), var resource = resources[uri]
        else { return }
        resource.abandoned.remove(id)
        keep(resource, uri)
    }

    private mutating func keep(_ resource: Resource, _ uri: ExactText) {
        resources[uri] = resource.isOver ? nil : resource
    }
}
