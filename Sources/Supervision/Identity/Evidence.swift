/// By what a connection proved its agent; looked at again whenever the policy is read.
enum Evidence: Hashable, Sendable {
    /// The kernel's word for who connected.
    case user(UInt32)
    /// The hash that the token matched, as its file held it.
    case token([UInt8])
}
