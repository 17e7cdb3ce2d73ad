internal import JSON

extension Bridge {
    /// An answer as the agent gets it.
    package enum Answer: Sendable {
        /// The bytes received, edited.
        case edited(MessageEdit)
        /// A line of our own in its place.
        case replaced([UInt8])
    }

    /// An answer of a server on its way to the agent.
    ///
    /// - Parameters:
    ///   - envelope: the answer, as scanned: a result or an error.
    ///   - message: its bytes.
    ///   - request: the request that it answers.
    ///   - server: the server that gave it.
    ///   - reference: what the agent may quote where the answer is replaced by a refusal.
    /// - Returns: what to write to the agent.
    package static func answer(
        _ envelope: Envelope, in message: UnsafeRawBufferPointer, to request: AgentRequest,
        from server: ServerProfile, reference: String
    ) -> Answer {
        guard let id = envelope[.id] else {
            return .replaced(Refusal(.answerUnreadable, reference: reference).answer(to: request))
        }
        var edit = MessageEdit()
        edit.replace(id.range, with: request.id.bytes)
        if envelope.kind == .error {
            return error(envelope, in: message, to: request, from: server, reference, edit)
        }
        switch (server.era, request.era) {
        case (.legacy, .legacy), (.modern, .modern):
            return .edited(edit)
        case (.modern, .legacy):
            let type = envelope.text(.resultType, in: message)
            if let type, !type.isExactly("complete") {
                let refusal = Refusal(.inputWanted(Bridge.want(type)), reference: reference)
                return .replaced(refusal.answer(to: request))
            }
            toLegacy(envelope, in: message, &edit)
            return .edited(edit)
        case (.legacy, .modern):
            toModern(envelope, in: message, request, server, &edit)
            return .edited(edit)
        }
    }

    private static func want(_ type: String) -> String {
        type.isExactly("input_required") ? "input from its caller" : "a kind of result"
    }

    /// Takes out what the legacy era does not know, and structured content that it does not allow.
    private static func toLegacy(
        _ envelope: Envelope, in message: UnsafeRawBufferPointer, _ edit: inout MessageEdit
    ) {
        var gone: [Range<Int>] = []
        for part in [Part.resultType, .timeToLive, .cacheScope] {
            if let member = envelope[part] { gone.append(member.whole) }
        }
        if let content = envelope[.structuredContent], content.kind(in: message) != .object {
            gone.append(content.whole)
        }
        edit.remove(gone, from: message)
    }

    /// Adds what the modern era wants of every result.
    private static func toModern(
        _ envelope: Envelope, in message: UnsafeRawBufferPointer, _ request: AgentRequest,
        _ server: ServerProfile, _ edit: inout MessageEdit
    ) {
        guard let result = envelope[.result] else { return }
        var added = JSONWriter(capacity: 128)
        stamp(.resultType, "resultType", "\"complete\"", envelope, &added, &edit)
        if request.method.row.isCacheable {
            stamp(.timeToLive, "ttlMs", "0", envelope, &added, &edit)
            stamp(.cacheScope, "cacheScope", "\"private\"", envelope, &added, &edit)
        }
        if let meta = envelope[.resultMeta] {
            if !envelope.has(.resultServerInfo) {
                var name = JSONWriter()
                name.name(MetaKey.serverInfo)
                name.value(raw: server.nameBytes)
                let isEmpty = MessageEdit.isEmpty(meta.range, in: message)
                edit.insert(name.bytes, into: meta.range, isEmpty: isEmpty)
            }
        } else {
            Answers.serverInfo(server.nameBytes, &added)
        }
        let isEmpty = MessageEdit.isEmpty(result.range, in: message)
        edit.insert(added.bytes, into: result.range, isEmpty: isEmpty)
    }

    /// Gives a member of the era its value, in place of another that a legacy server wrote there.
    private static func stamp(
        _ part: Part, _ key: StaticString, _ value: StaticString, _ envelope: Envelope,
        _ added: inout JSONWriter, _ edit: inout MessageEdit
    ) {
        if let member = envelope[part] {
            edit.replace(member.range, with: Array(value.bytes))
        } else {
            added.name(key)
            added.value(raw: value.bytes)
        }
    }

    /// An error, with a code that the agent's era knows.
    private static func error(
        _ envelope: Envelope, in message: UnsafeRawBufferPointer, to request: AgentRequest,
        from server: ServerProfile, _ reference: String, _ edit: MessageEdit
    ) -> Answer {
        guard server.era != request.era, let place = envelope[.code],
            let code = envelope.errorCode(in: message)
        else { return .edited(edit) }
        var edit = edit
        switch (code, request.era) {
        case (.missingCapability, .legacy):
            let refusal = Refusal(
                .inputWanted(missing(envelope, in: message)), reference: reference)
            return .replaced(refusal.answer(to: request))
        case (.urlElicitationRequired, .modern):
            let refusal = Refusal(.inputWanted("a visit to a web page"), reference: reference)
            return .replaced(refusal.answer(to: request))
        case (.unsupportedVersion, .legacy), (.headerMismatch, .legacy):
            edit.replace(place.range, with: .integer(ErrorCode.internalError.value))
        case (.resourceNotFound, .modern):
            edit.replace(place.range, with: .integer(ErrorCode.invalidParams.value))
        default: break
        }
        return .edited(edit)
    }

    /// The client capabilities that a modern server misses, in words.
    private static func missing(
        _ envelope: Envelope, in message: UnsafeRawBufferPointer
    ) -> String {
        var names: [String] = []
        do throws(JSONError) {
            if case .object(let data) = try envelope.value(.data, in: message),
                case .object(let wanted) = data["requiredCapabilities"]
            {
                names = wanted.members.prefix(8).map { String($0.name.prefix(64)) }
            }
        } catch {
            names = []
        }
        let list = names.isEmpty ? "" : " (\(names.joined(separator: ", ")))"
        return "a capability of its caller\(list)"
    }
}
