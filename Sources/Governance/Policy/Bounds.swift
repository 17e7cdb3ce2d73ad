/// A range with either end open, closed or absent; at least one end is there.
package struct Bounds<Value: Hashable & Comparable & Sendable>: Hashable, Sendable {
    /// The lower end; nil: none.
    package let lower: End?
    /// The upper end; nil: none.
    package let upper: End?

    /// One end of a range.
    package struct End: Hashable, Sendable {
        /// Where the range ends.
        package let value: Value
        /// Whether that value itself is within.
        package let isIncluded: Bool

        /// Ends a range.
        package init(_ value: Value, isIncluded: Bool) {
            self.value = value
            self.isIncluded = isIncluded
        }
    }

    /// Bounds values; nil where neither end is given or nothing could be within.
    package init?(lower: End?, upper: End?) {
        if lower == nil && upper == nil { return nil }
        if let lower, let upper {
            let areIncluded = lower.isIncluded && upper.isIncluded
            guard areIncluded ? lower.value <= upper.value : lower.value < upper.value else {
                return nil
            }
        }
        self.lower = lower
        self.upper = upper
    }

    /// Whether a value is within.
    package func contains(_ value: Value) -> Bool {
        if let lower {
            guard lower.isIncluded ? lower.value <= value : lower.value < value else {
                return false
            }
        }
        if let upper {
            guard upper.isIncluded ? value <= upper.value : value < upper.value else {
                return false
            }
        }
        return true
    }
}
