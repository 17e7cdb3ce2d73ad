/// Where tlog-tiles (C2SP) puts what: 256 hashes a tile, eight levels of the tree at a time.
package enum TileLayout {
    /// Hashes in a full tile, entries in a full bundle.
    package static let width: UInt64 = 256
    package static let heightOfTile = 8

    /// The key of a stored tile: level in the top byte, index below.
    static func key(level: Int, index: UInt64) -> Int64 {
        Int64(level) << 56 | Int64(index)
    }

    /// The path of a tile: `tile/0/x001/234.p/5`. `partial` is the number of hashes of a tile that
    /// is not full.
    package static func path(level: Int, index: UInt64, partial: Int?) -> String {
        "tile/\(level)/" + number(index, partial)
    }

    /// The path of an entry bundle: `tile/entries/x001/234.p/5`.
    package static func entriesPath(index: UInt64, partial: Int?) -> String {
        "tile/entries/" + number(index, partial)
    }

    private static func number(_ index: UInt64, _ partial: Int?) -> String {
        var groups: [String] = []
        var rest = index
        repeat {
            let digits = String(rest % 1000)
            groups.append(String(repeating: "0", count: 3 - digits.count) + digits)
            rest /= 1000
        } while rest > 0
        let front = groups.dropFirst().reversed().map { "x" + $0 + "/" }.joined()
        return front + groups[0] + (partial.map { ".p/\($0)" } ?? "")
    }
}
