internal import JSON

/// Reads what a modern server says of itself.
enum DiscoverReading {
    /// The profile of a `DiscoverResult`; nil inside where it names no modern version of ours.
    static func read(
        _ envelope: Envelope, _ message: UnsafeRawBufferPointer
    ) -> Result<ServerProfile?, ServerFault> {
        do throws(JSONError) {
            guard envelope[.result]?.range.count ?? 0 <= Limits.openingBytes,
                case .array(let versions) = try envelope.value(.supportedVersions, in: message),
                case .object(let capabilities) = try envelope.value(
                    .resultCapabilities, in: message)
            else { return .failure(.unreadable("its answer to server/discover")) }
            guard let revision = newest(versions) else { return .success(nil) }
            return .success(
                ServerProfile(
                    revision: revision, capabilities: capabilities,
                    serverInfo: try envelope.value(.resultServerInfo, in: message),
                    instructions: envelope.text(.instructions, in: message)))
        } catch {
            return .failure(.unreadable(error.description))
        }
    }

    /// The versions that an error -32022 names; none where it names none.
    static func supported(
        _ envelope: Envelope, _ message: UnsafeRawBufferPointer
    ) -> [String] {
        do throws(JSONError) {
            guard case .object(let data) = try envelope.value(.data, in: message),
                case .array(let versions) = data["supported"]
            else { return [] }
            return versions.prefix(16).compactMap {
                guard case .string(let version) = $0 else { return nil }
                return String(version.prefix(32))
            }
        } catch {
            return []
        }
    }

    private static func newest(_ versions: [JSONValue]) -> Revision? {
        versions.compactMap { version -> Revision? in
            guard case .string(let name) = version, let revision = Revision(name),
                revision.era == .modern
            else { return nil }
            return revision
        }.max()
    }
}
