/// The codes of JSON-RPC errors that Pullcord sends or understands.
package struct ErrorCode: Sendable, Hashable {
    package let value: Int64

    /// Takes a code as it was read.
    package init(_ value: Int64) { self.value = value }

    package static let parseError = ErrorCode(-32700)
    package static let invalidRequest = ErrorCode(-32600)
    package static let methodNotFound = ErrorCode(-32601)
    package static let invalidParams = ErrorCode(-32602)
    package static let internalError = ErrorCode(-32603)
    /// Resource not found, until 2025-11-25; `-32602` since.
    package static let resourceNotFound = ErrorCode(-32002)
    /// URL elicitation required, 2025-11-25 only.
    package static let urlElicitationRequired = ErrorCode(-32042)
    package static let headerMismatch = ErrorCode(-32020)
    package static let missingCapability = ErrorCode(-32021)
    package static let unsupportedVersion = ErrorCode(-32022)
    /// A request refused by policy. Ours, so outside -32768 … -32000, which JSON-RPC and MCP reserve.
    package static let refused = ErrorCode(-31001)
    /// A request that waits for a person longer than its caller can be kept. Ours, as above.
    package static let pending = ErrorCode(-31002)
    /// The server cannot be reached, or died with the request in hand. Ours, as above.
    package static let serverLost = ErrorCode(-31003)

    /// Whether a modern server alone sends this code, so that it proves the era of a probe
    /// (2026-07-28, basic/versioning).
    package var isModern: Bool {
        self == .headerMismatch || self == .missingCapability || self == .unsupportedVersion
    }
}
