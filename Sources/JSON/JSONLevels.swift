/// Which of the open levels are objects: a stack of bits that takes no memory of its own.
struct JSONLevels {
    private var words: InlineArray<4, UInt64> = .init(repeating: 0)
    private(set) var count = 0

    init() {
        assert(JSONLimits.deepest == 4 * UInt64.bitWidth)
    }

    @inline(__always)
    var isEmpty: Bool { count == 0 }

    /// Whether the innermost level is an object; asked only when there is one.
    @inline(__always)
    var top: Bool {
        let last = count &- 1
        return words[last &>> 6] &>> UInt64(truncatingIfNeeded: last & 63) & 1 == 1
    }

    /// Opens a level; the caller has compared the depth with its limit.
    @inline(__always)
    mutating func push(_ isObject: Bool) {
        let bit: UInt64 = 1 &<< UInt64(truncatingIfNeeded: count & 63)
        if isObject {
            words[count &>> 6] |= bit
        } else {
            words[count &>> 6] &= ~bit
        }
        count &+= 1
    }

    @inline(__always)
    mutating func pop() { count &-= 1 }
}
