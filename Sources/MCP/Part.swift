/// The members of a message that have a meaning for Pullcord; an envelope knows where each lies.
package enum Part: UInt8, CaseIterable, Sendable, Hashable {
    // Of the envelope.
    case jsonrpc, id, method, params, result, error
    // Of `params`.
    case name, uri, arguments, meta, cursor, requestID, progressToken, progress, total, level
    case requestState, inputResponses, task, notifications, reason, logger
    case protocolVersion, capabilities, clientInfo
    // Of `params._meta`.
    case metaProgressToken, metaProtocolVersion, metaClientInfo, metaClientCapabilities
    case metaLogLevel, metaSubscriptionID
    // Of `result`.
    case resultType, resultMeta, timeToLive, cacheScope, content, isError, structuredContent
    case nextCursor, supportedVersions, resultCapabilities, resultProtocolVersion, serverInfo
    case instructions, tools, resources, resourceTemplates, prompts, resultServerInfo
    // Of `error`.
    case code, errorMessage, data

    /// The object that holds the member, and its key there.
    package var place: (level: Level, key: StaticString) { Part.places[Int(rawValue)] }

    /// The objects of a message whose members are looked at, and whose keys must be distinct.
    package enum Level: UInt8, CaseIterable, Sendable {
        case envelope, params, meta, result, resultMeta, error
    }

    /// The part of that key at that level, compared by bytes.
    @inline(__always)
    static func find(_ key: UnsafeRawBufferPointer, at level: Level) -> Part? {
        table.find(key, at: level)
    }

    private static let table = PartTable()

    private static let places: [(level: Level, key: StaticString)] = [
        (.envelope, "jsonrpc"), (.envelope, "id"), (.envelope, "method"), (.envelope, "params"),
        (.envelope, "result"), (.envelope, "error"),
        (.params, "name"), (.params, "uri"), (.params, "arguments"), (.params, "_meta"),
        (.params, "cursor"), (.params, "requestId"), (.params, "progressToken"),
        (.params, "progress"), (.params, "total"), (.params, "level"),
        (.params, "requestState"), (.params, "inputResponses"), (.params, "task"),
        (.params, "notifications"), (.params, "reason"), (.params, "logger"),
        (.params, "protocolVersion"), (.params, "capabilities"), (.params, "clientInfo"),
        (.meta, MetaKey.progressToken), (.meta, MetaKey.protocolVersion),
        (.meta, MetaKey.clientInfo), (.meta, MetaKey.clientCapabilities),
        (.meta, MetaKey.logLevel), (.meta, MetaKey.subscriptionID),
        (.result, "resultType"), (.result, "_meta"), (.result, "ttlMs"),
        (.result, "cacheScope"), (.result, "content"), (.result, "isError"),
        (.result, "structuredContent"), (.result, "nextCursor"), (.result, "supportedVersions"),
        (.result, "capabilities"), (.result, "protocolVersion"), (.result, "serverInfo"),
        (.result, "instructions"), (.result, "tools"), (.result, "resources"),
        (.result, "resourceTemplates"), (.result, "prompts"), (.resultMeta, MetaKey.serverInfo),
        (.error, "code"), (.error, "message"), (.error, "data"),
    ]
}
