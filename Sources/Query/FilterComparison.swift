/// How a value of a record is held against those of a filter; spelled as it is written.
package enum FilterComparison: String, Hashable, Sendable, CaseIterable {
    /// One of the values; also written `=`.
    case equal = ":"
    case less = "<"
    case lessOrEqual = "<="
    case greater = ">"
    case greaterOrEqual = ">="
}
