/// What may be done with a scalar on a screen, by the pinned table.
enum ScalarClass: UInt32 {
    /// Never drawn: its code point is.
    case escaped = 0
    /// Drawn in one column.
    case narrow = 1
    /// Drawn in two columns.
    case wide = 2
    /// Drawn over its base, in no column of its own.
    case mark = 3
    /// Drawn in one column beside its base, and shaped with it.
    case spacingMark = 4

    /// Printable ASCII does not need the table; the rest costs one binary search.
    init(_ scalar: Unicode.Scalar) {
        if scalar.isASCII {
            self = scalar.value >= 0x20 && scalar.value != 0x7F ? .narrow : .escaped
            return
        }
        let table = WidthTable.transitions
        var low = 0
        var high = table.count
        while high - low > 1 {
            let middle = (low + high) / 2
            if table[middle] >> 3 <= scalar.value {
                low = middle
            } else {
                high = middle
            }
        }
        self = ScalarClass(rawValue: table[low] & 7) ?? .escaped
    }

    var columns: Int {
        switch self {
        case .narrow, .spacingMark: 1
        case .wide: 2
        case .escaped, .mark: 0
        }
    }
}
