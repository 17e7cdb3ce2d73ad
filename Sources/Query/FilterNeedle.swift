/// Bytes that are looked for anywhere in other bytes, in time linear in those (Knuth, Morris and
/// Pratt 1977): no text, whoever wrote it, makes a search slow.
package struct FilterNeedle: Hashable, Sendable {
    /// What is looked for; in small letters where capitals do not matter.
    let bytes: [UInt8]
    /// Whether the letters A to Z are the same as a to z.
    let isFolding: Bool
    /// For each count of bytes found, how many still are after the next one differs.
    private let fallback: [Int]

    /// At least one byte.
    init(_ bytes: [UInt8], isFolding: Bool) {
        precondition(!bytes.isEmpty)
        let bytes = isFolding ? bytes.map(\.foldedASCII) : bytes
        self.bytes = bytes
        self.isFolding = isFolding
        var fallback = [0, 0]
        var found = 0
        for index in bytes.indices.dropFirst() {
            while found > 0, bytes[index] != bytes[found] { found = fallback[found] }
            if bytes[index] == bytes[found] { found += 1 }
            fallback.append(found)
        }
        self.fallback = fallback
    }

    /// Whether the bytes are somewhere in these.
    func isIn(_ text: Span<UInt8>) -> Bool {
        guard text.count >= bytes.count else { return false }
        let first = bytes[0]
        // In any letter's other case this bit differs; for what is no letter both are one byte.
        let isLetter = isFolding && first &- UInt8(ascii: "a") < 26
        let other = isLetter ? first & ~0x20 : first
        var place = 0
        var found = 0
        while place < text.count {
            if found == 0 {
                while place < text.count, text[unchecked: place] != first,
                    text[unchecked: place] != other
                { place &+= 1 }
                guard text.count &- place >= bytes.count else { return false }
                found = 1
                place &+= 1
            } else {
                let byte = isFolding ? text[unchecked: place].foldedASCII : text[unchecked: place]
                if byte == bytes[found] {
                    found &+= 1
                    place &+= 1
                } else {
                    found = fallback[found]
                }
            }
            if found == bytes.count { return true }
        }
        return false
    }
}
