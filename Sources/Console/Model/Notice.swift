package import SafeText

/// What the console says about the last key or event, on a row of its own.
package struct Notice: Hashable, Sendable {
    package let text: SafeText
    package let role: Role
    /// When it was said, by the console's clock.
    package let at: Int64

    package init(text: SafeText, role: Role, at: Int64) {
        self.text = text
        self.role = role
        self.at = at
    }

    /// How long it stays.
    static let stays: Int64 = 6_000_000_000
}
