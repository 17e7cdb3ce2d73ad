package import Control

/// The kill switch on the screen: nothing has happened, it was sent, it is engaged, or nobody has
/// confirmed it. Its words never say more than is known.
package struct KillDialog: Hashable, Sendable {
    /// How far it has come.
    package enum State: Hashable, Sendable {
        /// Nothing has happened yet.
        case armed
        /// It was given to its own line.
        case sent(ControlScope, at: Int64)
        /// The supervisor acknowledged it.
        case engaged(KilledView, afterNanoseconds: Int64)
        /// Nobody confirmed it.
        case notConfirmed(ControlScope, why: String)
    }

    package var state: State
    /// When it was opened.
    package let openedAt: Int64
    /// What `r`, `s` and `t` would stop, read when it was opened.
    package let run: String?
    package let tool: ControlScope?
    package let server: ControlScope?
    /// What became of the kill files, in the order in which it was told.
    package var files: [File] = []

    /// A file that stops everything without any socket.
    package struct File: Hashable, Sendable {
        package let path: String
        /// Why it is not there; nil when it is.
        package let failure: String?
    }

    /// How long it stays armed.
    static let armed: Int64 = 5_000_000_000
    /// How long an acknowledgement may take before the file is made too.
    static let patience: Int64 = 1_000_000_000
}
