/// The tiers in their order, as entries spell them.
package enum FilterTier: String, Hashable, Sendable, CaseIterable {
    case low
    case medium
    case high
    case critical
}
