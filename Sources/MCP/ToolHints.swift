package import JSON

/// What a server claims of a tool: hints, which may only raise scrutiny (mcp.md 1.4).
package struct ToolHints: Sendable, Hashable {
    package let readOnly: Bool
    package let destructive: Bool
    package let idempotent: Bool
    package let openWorld: Bool

    /// Reads `annotations`; what is absent or no boolean has the default of ToolAnnotations in
    /// schema/2026-07-28, which is the more careful value.
    package init(_ annotations: JSONValue?) {
        func hint(_ name: String, default absent: Bool) -> Bool {
            guard case .object(let object) = annotations, case .bool(let value) = object[name]
            else { return absent }
            return value
        }
        readOnly = hint("readOnlyHint", default: false)
        destructive = hint("destructiveHint", default: true)
        idempotent = hint("idempotentHint", default: false)
        openWorld = hint("openWorldHint", default: true)
    }
}
