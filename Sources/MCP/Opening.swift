internal import JSON

/// The answers that open a connection, or say that it cannot be.
enum Opening {
    /// The answer to `initialize`: the requested revision where it is a legacy one that we speak,
    /// else the latest we have (2025-11-25, basic/lifecycle, "Version Negotiation").
    static func initialize(
        _ id: RequestID, _ revision: Revision, _ server: ServerProfile
    ) -> [UInt8] {
        Answers.result(to: id, of: revision) { writer in
            writer.member("protocolVersion", revision.text)
            writer.name("capabilities")
            writer.value(.object(server.capabilities(for: .legacy)))
            writer.name("serverInfo")
            writer.value(raw: server.nameBytes)
            if let instructions = server.instructions {
                writer.member("instructions", instructions)
            }
        }
    }

    /// The answer to `server/discover`. The list of tools is the policy's for this agent, and so is
    /// what is said here: private.
    static func discover(_ request: AgentRequest, _ server: ServerProfile) -> [UInt8] {
        Answers.result(to: request.id, of: request.revision) { writer in
            writer.name("supportedVersions")
            writer.beginArray()
            for revision in Revision.allCases.reversed() { writer.value(revision.text.string) }
            writer.endArray()
            writer.name("capabilities")
            writer.value(.object(server.capabilities(for: .modern)))
            if let instructions = server.instructions {
                writer.member("instructions", instructions)
            }
            cacheHints(&writer)
            Answers.serverInfo(server.nameBytes, &writer)
        }
    }

    /// What a modern result that may be cached must carry: stale at once, for this agent alone.
    static func cacheHints(_ writer: inout JSONWriter) {
        writer.member("ttlMs", 0)
        writer.member("cacheScope", "private" as String)
    }

    /// A version in `_meta` that is no modern one of ours.
    static func unsupported(_ requested: String, _ id: RequestID) -> [UInt8] {
        Answers.error(to: id, of: .newest, .unsupportedVersion, "Unsupported protocol version") {
            writer in
            writer.beginObject()
            writer.name("supported")
            writer.beginArray()
            for revision in Revision.all(of: .modern) { writer.value(revision.text.string) }
            writer.endArray()
            writer.member("requested", requested)
            writer.endObject()
        }
    }

    /// A method that the revision does not know, or that is not carried.
    static func unknownMethod(_ id: RequestID, _ revision: Revision) -> [UInt8] {
        Answers.error(to: id, of: revision, .methodNotFound, "Method not found")
    }
}
