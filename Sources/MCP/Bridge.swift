internal import JSON

/// Carries a message over from one side to the other: ids and tokens of the other hop, and, where
/// the eras differ, what the other era wants. All of it as edits of the bytes received.
package enum Bridge {
    /// A request of an agent on its way to a server.
    ///
    /// - Parameters:
    ///   - envelope: the request, as scanned.
    ///   - message: its bytes.
    ///   - request: what was noted of it.
    ///   - server: the server it goes to.
    ///   - id: our own id for the server; it is the progress token too.
    /// - Returns: the edits that make it ours.
    package static func request(
        _ envelope: Envelope, in message: UnsafeRawBufferPointer, _ request: AgentRequest,
        to server: ServerProfile, id: Int64
    ) -> MessageEdit {
        var edit = MessageEdit()
        guard let place = envelope[.id] else { return edit }
        edit.replace(place.range, with: .integer(id))
        removeParams(envelope, in: message, request, to: server, &edit)
        if request.era == server.era {
            if let token = envelope[.metaProgressToken] {
                edit.replace(token.range, with: .integer(id))
            }
            if server.era == .modern { withholdCapabilities(envelope, in: message, &edit) }
            return edit
        }
        if isPlainLegacy(envelope, request), let params = envelope[.params] {
            let isEmpty = MessageEdit.isEmpty(params.range, in: message)
            edit.insert(plainModernMeta, into: params.range, isEmpty: isEmpty)
            return edit
        }
        let meta =
            server.era == .modern
            ? modernMeta(envelope, in: message, request, id: id)
            : legacyMeta(envelope, in: message, id: id)
        if let old = envelope[.meta] {
            edit.replace(old.range, with: meta)
        } else if let params = envelope[.params] {
            let isEmpty = MessageEdit.isEmpty(params.range, in: message)
            edit.insert(Array("\"_meta\":".utf8) + meta, into: params.range, isEmpty: isEmpty)
        } else if let method = envelope[.method] {
            let end = method.range.upperBound
            edit.replace(
                end..<end, with: Array(",\"params\":{\"_meta\":".utf8) + meta + Array("}".utf8))
        }
        return edit
    }

    /// Whether all that a request needs is the `_meta` that every legacy request gets.
    private static func isPlainLegacy(_ envelope: Envelope, _ request: AgentRequest) -> Bool {
        request.era == .legacy && envelope[.meta] == nil && request.logLevel == nil
            && request.progressToken == nil
    }

    /// The member of `params` that makes a plain legacy request a modern one.
    private static let plainModernMeta: [UInt8] = {
        var meta = MetaRewrite()
        addEra(to: &meta)
        return Array("\"_meta\":".utf8) + meta.finish()
    }()

    private static func addEra(to meta: inout MetaRewrite) {
        meta.add(MetaKey.protocolVersion, Written.string(Revision.newest.text.string))
        meta.add(MetaKey.clientInfo, Implementation.bytes)
        meta.add(MetaKey.clientCapabilities, Array("{}".utf8))
    }

    /// What a legacy request needs in a modern `_meta`. The keys of the era are ours to write: a
    /// legacy client's own spelling of them is dropped.
    private static func modernMeta(
        _ envelope: Envelope, in message: UnsafeRawBufferPointer, _ request: AgentRequest,
        id: Int64
    ) -> [UInt8] {
        var meta = MetaRewrite(
            envelope[.meta]?.range, in: message,
            dropping: MetaKey.ofRequest + [MetaKey.progressToken])
        addEra(to: &meta)
        if let level = request.logLevel {
            meta.add(MetaKey.logLevel, Written.string(level.text.string))
        }
        if request.progressToken != nil { meta.add(MetaKey.progressToken, RequestID(id).bytes) }
        return meta.finish()
    }

    /// What is left of a modern `_meta` for a legacy server: the token, `traceparent`, vendor keys.
    private static func legacyMeta(
        _ envelope: Envelope, in message: UnsafeRawBufferPointer, id: Int64
    ) -> [UInt8] {
        var meta = MetaRewrite(
            envelope[.meta]?.range, in: message,
            dropping: MetaKey.ofRequest + [MetaKey.progressToken])
        if envelope.has(.metaProgressToken) {
            meta.add(MetaKey.progressToken, RequestID(id).bytes)
        }
        return meta.finish()
    }

    /// Takes out of `params` what the server must not see: the 2025-11-25 `task`, which Pullcord
    /// does not advertise and which is then to be ignored (its basic/utilities/tasks), state of our
    /// own holds, and what a legacy server does not know.
    private static func removeParams(
        _ envelope: Envelope, in message: UnsafeRawBufferPointer, _ request: AgentRequest,
        to server: ServerProfile, _ edit: inout MessageEdit
    ) {
        var gone: [Range<Int>] = []
        if request.era == .legacy, let task = envelope[.task] { gone.append(task.whole) }
        if let state = envelope[.requestState],
            server.era == .legacy || HoldState.seal(of: envelope, in: message) != nil
        {
            gone.append(state.whole)
        }
        if server.era == .legacy, let responses = envelope[.inputResponses] {
            gone.append(responses.whole)
        }
        if !gone.isEmpty { edit.remove(gone, from: message) }
    }

    /// Takes out of a modern client's capabilities what Pullcord does not carry, so that the server
    /// cannot ask for it: advertise the intersection and no more.
    private static func withholdCapabilities(
        _ envelope: Envelope, in message: UnsafeRawBufferPointer, _ edit: inout MessageEdit
    ) {
        guard let member = envelope[.metaClientCapabilities], member.range.count > 2 else {
            return
        }
        var kept = JSONObject()
        do throws(JSONError) {
            if case .object(let capabilities) = try envelope.value(
                .metaClientCapabilities, in: message)
            {
                kept = carried(capabilities)
                if kept == capabilities { return }
            }
        } catch {
            // What can be read in two ways declares nothing.
        }
        var writer = JSONWriter()
        writer.value(.object(kept))
        edit.replace(member.range, with: writer.bytes)
    }

    private static func carried(_ capabilities: JSONObject) -> JSONObject {
        let withheld: [StaticString] = ["roots", "sampling", "elicitation", "tasks"]
        var kept: [JSONObject.Member] = []
        for member in capabilities.members {
            if withheld.contains(where: { member.name.isExactly($0) }) { continue }
            if member.name.isExactly("extensions"), case .object(let extensions) = member.value {
                let others = extensions.members.filter {
                    !$0.name.isExactly(ServerProfile.tasksExtension)
                }
                kept.append((member.name, .object(JSONObject(others))))
            } else {
                kept.append(member)
            }
        }
        return JSONObject(kept)
    }
}
