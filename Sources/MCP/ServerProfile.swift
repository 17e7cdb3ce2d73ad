package import JSON

/// What a server said of itself when it was opened; the endpoint that agents see is derived from it.
package struct ServerProfile: Sendable, Hashable {
    /// The revision spoken with the server.
    package let revision: Revision
    /// The capabilities as the server wrote them, members unknown to us included.
    package let capabilities: JSONObject
    /// The server's name for itself, an object; self-reported, for display alone.
    package let serverInfo: JSONValue?
    /// The server's words for the model, if any.
    package let instructions: String?

    package init(
        revision: Revision, capabilities: JSONObject, serverInfo: JSONValue?,
        instructions: String?
    ) {
        self.revision = revision
        self.capabilities = capabilities
        self.serverInfo = serverInfo
        self.instructions = instructions
    }

    package var era: Era { revision.era }

    /// Whether the server declares that capability.
    package func declares(_ capability: StaticString) -> Bool {
        capabilities[capability.string] != nil
    }

    /// Whether the server declares that member of that capability to be true.
    package func declares(_ capability: StaticString, _ member: StaticString) -> Bool {
        guard case .object(let object) = capabilities[capability.string] else { return false }
        return object[member.string] == .bool(true)
    }

    /// Whether the server offers that list.
    package func offers(_ list: ListKind) -> Bool { declares(list.capability) }

    /// Whether the server says that it announces changes of that list.
    package func announces(_ list: ListKind) -> Bool { declares(list.capability, "listChanged") }

    /// The name for `_meta` and `initialize`; Pullcord's own where the server gave none.
    var nameBytes: [UInt8] {
        guard let serverInfo, case .object = serverInfo else { return Implementation.bytes }
        var writer = JSONWriter()
        writer.value(serverInfo)
        return writer.bytes
    }

    /// The capabilities that an agent of that era is told: the server's own, members unknown to us
    /// included, without what Pullcord does not carry. A list of tools may change through the
    /// policy too, so its changes are always announced.
    func capabilities(for era: Era) -> JSONObject {
        var told: [JSONObject.Member] = []
        for member in capabilities.members {
            if member.name.isExactly("tasks") { continue }
            if member.name.isExactly("extensions"), case .object(let extensions) = member.value {
                // Extensions came with 2026-07-28; the tasks extension needs methods that are not
                // carried yet.
                let kept = extensions.members.filter { !$0.name.isExactly(Self.tasksExtension) }
                if era == .modern, !kept.isEmpty {
                    told.append((member.name, .object(JSONObject(kept))))
                }
            } else if member.name.isExactly("tools"), case .object(let tools) = member.value {
                told.append((member.name, .object(JSONObject(tools.members + [Self.changes]))))
            } else {
                told.append(member)
            }
        }
        return JSONObject(told)
    }

    private static let changes: JSONObject.Member = ("listChanged", .bool(true))
    static let tasksExtension: StaticString = "io.modelcontextprotocol/tasks"
}
