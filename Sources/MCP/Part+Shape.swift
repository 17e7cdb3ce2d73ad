internal import JSON

extension Part {
    /// The object inside this one whose members are looked at too.
    var inside: Level? {
        switch self {
        case .params: .params
        case .meta: .meta
        case .result: .result
        case .resultMeta: .resultMeta
        case .error: .error
        default: nil
        }
    }

    /// The kind its value must be of, in every revision; nil where the reader decides, or where a
    /// wrong kind is the other side's to refuse.
    var kind: JSONKind? {
        switch self {
        case .jsonrpc, .method, .resultType, .metaProtocolVersion, .cursor, .nextCursor,
            .requestState, .name, .uri:
            .string
        case .params, .meta, .result, .resultMeta, .error, .arguments, .metaClientCapabilities,
            .metaClientInfo, .capabilities, .clientInfo, .notifications:
            .object
        case .progress, .total, .code: .number
        case .tools, .resources, .resourceTemplates, .prompts: .array
        case .isError: .bool
        default: nil
        }
    }
}
