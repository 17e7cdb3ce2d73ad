/// A kill in force: latched until a named person releases it.
package struct Kill: Hashable, Sendable, Codable {
    package let scope: KillScope
    package let by: Actor
    package let reason: String
    package let at: Moment

    package init(scope: KillScope, by: Actor, reason: String, at: Moment) {
        self.scope = scope
        self.by = by
        self.reason = reason
        self.at = at
    }
}
