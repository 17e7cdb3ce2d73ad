/// One difference between two policies, in plain words.
package struct PolicyChange: Hashable, Sendable {
    /// What differs, old value first: `pay/refund: cap 500 usd becomes 900 usd`.
    package let words: String
    /// Whether something may happen that could not before. True unless the opposite is certain.
    package let isFreer: Bool

    /// States a difference.
    package init(_ words: String, isFreer: Bool) {
        self.words = words
        self.isFreer = isFreer
    }
}
