/// A limit that a hold was opened for, so that its approval covers it: what is counted, and over
/// which window. Another window over the same is another limit, on which no person decided.
package struct CoveredLimit: Hashable, Sendable, Codable {
    package let account: Account
    /// The window in nanoseconds.
    package let window: Int64

    init(account: Account, limit: Limit) {
        self.account = account
        window = limit.window.nanoseconds
    }
}
