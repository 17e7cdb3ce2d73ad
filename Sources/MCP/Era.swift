/// The two shapes of the protocol; a connection is in one of them before anything else is decided.
package enum Era: Sendable, Hashable {
    /// 2024-11-05 to 2025-11-25: `initialize`, sessions, requests in both directions.
    case legacy
    /// 2026-07-28: no handshake, `_meta` on every request, the server never asks.
    case modern
}
