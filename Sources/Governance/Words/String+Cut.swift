extension String {
    /// The text, or as much of it as fits, with how many bytes are left out. What is cut is longer
    /// than `most` bytes, so that it equals no text that is not.
    package func cut(toBytes most: Int) -> String {
        guard utf8.count > most else { return self }
        var end = utf8.index(startIndex, offsetBy: most)
        while utf8[end] & 0xC0 == 0x80 { end = utf8.index(before: end) }
        let kept = self[..<end]
        return "\(kept)… (\(utf8.count - kept.utf8.count) more bytes)"
    }
}
