import Governance

/// The words of the design as fields.
extension WireReader {
    mutating func name<Subject>(_ field: String) throws(WireFault) -> Identifier<Subject> {
        let text = try text(field, limit: ControlLimits.nameBytes)
        guard !text.isEmpty else {
            throw WireFault(.wrongType(expected: .init("a name")), at: field)
        }
        return Identifier(text)
    }

    mutating func optionalName<Subject>(
        _ field: String
    ) throws(WireFault) -> Identifier<Subject>? {
        guard let text = try optionalText(field, limit: ControlLimits.nameBytes) else {
            return nil
        }
        return Identifier(text)
    }

    /// `server/tool`: a server's name holds no slash, a tool's may.
    mutating func tool(_ field: String) throws(WireFault) -> ToolName {
        let text = try text(field, limit: 2 * ControlLimits.nameBytes + 1)
        let bytes = text.utf8
        guard let slash = bytes.firstIndex(of: UInt8(ascii: "/")), slash > bytes.startIndex,
            bytes.index(after: slash) < bytes.endIndex
        else { throw WireFault(.wrongType(expected: .init("server/tool")), at: field) }
        return ToolName(
            server: Identifier(String(text[..<slash])),
            tool: String(text[bytes.index(after: slash)...]))
    }

    mutating func optionalTool(_ field: String) throws(WireFault) -> ToolName? {
        has(field) ? try tool(field) : nil
    }

    mutating func digest(_ field: String) throws(WireFault) -> Digest {
        guard let digest = Digest(hexadecimal: try text(field, limit: Digest.byteCount * 2))
        else {
            throw WireFault(
                .wrongType(expected: .init("a digest of 64 hexadecimal digits")), at: field)
        }
        return digest
    }

    mutating func time(_ field: String) throws(WireFault) -> WallTime {
        WallTime(nanoseconds: try number(field))
    }

    mutating func optionalTime(_ field: String) throws(WireFault) -> WallTime? {
        guard let nanoseconds: Int64 = try optionalNumber(field) else { return nil }
        return WallTime(nanoseconds: nanoseconds)
    }

    mutating func version(_ field: String) throws(WireFault) -> ControlVersion {
        guard let version = ControlVersion(try text(field, limit: ControlLimits.nameBytes)) else {
            throw WireFault(
                .wrongType(expected: .init("a version such as pullcord-control/1")), at: field)
        }
        return version
    }

    /// The code of a hold. How codes are made is the governor's matter; here it is only short.
    mutating func code(_ field: String) throws(WireFault) -> String {
        let code = try text(field, limit: 16)
        guard !code.isEmpty else {
            throw WireFault(.wrongType(expected: .init("a code")), at: field)
        }
        return code
    }

    mutating func reason() throws(WireFault) -> String {
        try text("reason", limit: ControlLimits.reasonBytes)
    }

    mutating func sentence(_ field: String) throws(WireFault) -> String {
        try text(field, limit: ControlLimits.sentenceBytes)
    }

    mutating func optionalSentence(_ field: String) throws(WireFault) -> String? {
        try optionalText(field, limit: ControlLimits.sentenceBytes)
    }

    mutating func sentences(_ field: String) throws(WireFault) -> [String] {
        try texts(field, limit: ControlLimits.sentences, each: ControlLimits.sentenceBytes)
    }

    /// Sentences that a later minor version added: none where the peer is older.
    mutating func addedSentences(_ field: String) throws(WireFault) -> [String] {
        has(field) ? try sentences(field) : []
    }
}

extension Tier: WireWord {}
extension Rung: WireWord {}
