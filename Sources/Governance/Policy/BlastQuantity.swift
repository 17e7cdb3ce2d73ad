package import JSON

/// How much damage one call can do in one unit, and the most that is ever allowed.
package struct BlastQuantity: Hashable, Sendable {
    /// The unit it is counted in.
    package let unit: Unit
    /// Where the number comes from.
    package let source: Source
    /// The most one call may carry; nil: no cap, which only high and critical tools may have.
    package let cap: ExactDecimal?
    /// The line of the policy file.
    package let line: Int

    /// Where the number of a quantity comes from.
    package enum Source: Hashable, Sendable {
        /// The number at this place of the arguments; missing, negative or no number: hold.
        case value(JSONPointer)
        /// The number of elements of the list at this place; missing or no list: hold.
        case count(JSONPointer)
        /// The same for every call.
        case each(ExactDecimal)
    }

    /// Describes a quantity.
    package init(unit: Unit, source: Source, cap: ExactDecimal?, line: Int) {
        self.unit = unit
        self.source = source
        self.cap = cap
        self.line = line
    }
}
