/// What a check found.
package enum Verdict: Hashable, Sendable {
    /// Nothing that can be checked is wrong. Where the schema is not fully checkable, this says no
    /// more than that: see `Schema.isFullyCheckable`.
    case valid
    /// The value is certainly not what the schema asks for, or the check came to a limit
    /// (a fault with an empty keyword that says "could not be checked").
    case invalid([SchemaFault])
}
