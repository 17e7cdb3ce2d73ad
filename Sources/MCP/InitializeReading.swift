internal import JSON

/// Reads what a legacy server says of itself.
enum InitializeReading {
    /// The profile of an `InitializeResult`. The server chooses the revision; one that we do not
    /// speak ends the opening (2025-11-25, basic/lifecycle, "Version Negotiation").
    static func read(
        _ envelope: Envelope, _ message: UnsafeRawBufferPointer
    ) -> Result<ServerProfile, ServerFault> {
        guard envelope[.result]?.range.count ?? 0 <= Limits.openingBytes else {
            return .failure(.unreadable("its answer to initialize is too long"))
        }
        guard let named = envelope.text(.resultProtocolVersion, in: message) else {
            return .failure(.unreadable("no protocolVersion in its answer to initialize"))
        }
        guard let revision = Revision(named), revision.era == .legacy else {
            return .failure(.noCommonRevision(String(named.prefix(32))))
        }
        do throws(JSONError) {
            guard
                case .object(let capabilities) = try envelope.value(
                    .resultCapabilities, in: message)
            else { return .failure(.unreadable("no capabilities in its answer to initialize")) }
            return .success(
                ServerProfile(
                    revision: revision, capabilities: capabilities,
                    serverInfo: try envelope.value(.serverInfo, in: message),
                    instructions: envelope.text(.instructions, in: message)))
        } catch {
            return .failure(.unreadable(error.description))
        }
    }
}
