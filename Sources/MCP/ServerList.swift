internal import JSON

/// A whole list of a server, all its pages together.
package struct ServerList: Sendable, Hashable {
    /// The list that it is.
    package let kind: ListKind
    /// The items in the server's order, no name twice.
    package let items: [ListedItem]
    /// Elements left out: unreadable, or with a name that came before.
    package let leftOut: Int
    /// Whether the list went on beyond `Limits`; what is beyond is not offered.
    package let isCut: Bool
    let frame: ListFrame

    /// The answer to an agent's request for the list, without its newline: what it may use, each
    /// item's bytes as the server wrote them, in the server's order.
    ///
    /// - Parameters:
    ///   - request: the request to answer.
    ///   - server: the server that the list is of.
    ///   - isAllowed: whether the agent may know of an item.
    /// - Returns: one line.
    package func answer(
        to request: AgentRequest, from server: ServerProfile,
        showing isAllowed: (ListedItem) -> Bool
    ) -> [UInt8] {
        var line = Array("{\"jsonrpc\":\"2.0\",\"id\":".utf8)
        line.append(contentsOf: request.id.bytes)
        line.append(contentsOf: ",\"result\":{".utf8)
        if request.era == .modern {
            var stamps = JSONWriter(capacity: 128)
            stamps.member("resultType", "complete" as String)
            Opening.cacheHints(&stamps)
            if !frame.hasMeta { Answers.serverInfo(server.nameBytes, &stamps) }
            line.append(contentsOf: stamps.bytes)
            line.append(UInt8(ascii: ","))
        }
        line.append(contentsOf: frame.before)
        var isFirst = true
        for item in items where isAllowed(item) {
            if !isFirst { line.append(UInt8(ascii: ",")) }
            isFirst = false
            let legacy = request.era == .legacy ? item.legacyBytes : nil
            line.append(contentsOf: legacy ?? item.bytes)
        }
        line.append(contentsOf: frame.after)
        line.append(UInt8(ascii: "}"))
        return line
    }
}
