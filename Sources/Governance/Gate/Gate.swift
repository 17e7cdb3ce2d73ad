/// The gate: a table of small checks, in the order of design section 5. Every check that applies
/// is recorded, and the most restrictive answer wins.
enum Gate {
    private static let checks: [@Sendable (inout GateContext, Governor) -> Void] = [
        SwitchesCheck.examine, ServerCheck.examine, PinCheck.examine, GrantCheck.examine,
        ArgumentsCheck.examine, RuleCheck.examine, CapCheck.examine, RecipientCheck.examine,
        LimitCheck.examine, TierCheck.examine, RaisedFreezeCheck.examine, BudgetCheck.examine,
        RungCheck.examine,
        DeniedBeforeCheck.examine, OpenHoldsCheck.examine,
    ]

    /// Puts a proposal through every check.
    static func examine(_ context: inout GateContext, _ governor: Governor) {
        for check in checks {
            check(&context, governor)
        }
    }
}
