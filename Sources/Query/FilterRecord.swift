package import JSON

/// What a filter is asked about: an entry of the trail, or a row that stands for one.
///
/// Words and texts are handed out as bytes one after the other, so that a record that has them
/// already copies nothing.
package protocol FilterRecord {
    /// Its place in the trail.
    var sequence: UInt64 { get }
    /// When it was recorded, in nanoseconds since 1970 UTC.
    var wallNanoseconds: Int64 { get }
    /// What it answers to its call, if it answers one.
    var decision: FilterDecision? { get }
    /// The tier that its call was judged by.
    var tier: FilterTier? { get }

    /// Whether any word that it has for a field is wanted; false where it has none.
    ///
    /// Asked for `kind`, `agent`, `tool`, `server`, `code`, `outcome`, `by`, `check` and `rule`;
    /// for `text` with each piece of what can be searched.
    func hasWord(_ field: FilterField, where isWanted: (Span<UInt8>) -> Bool) -> Bool

    /// Whether any number that it has for `run` or `call` is wanted.
    func hasNumber(_ field: FilterField, where isWanted: (UInt64) -> Bool) -> Bool

    /// Whether any amount that was read from its call, with its unit, is wanted.
    func hasAmount(where isWanted: (_ unit: Span<UInt8>, ExactDecimal) -> Bool) -> Bool
}
