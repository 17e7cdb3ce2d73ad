/// Finds the word that was probably meant.
enum NearestSpelling {
    /// The known word with the fewest single changes (an exchange of neighbours is one), where
    /// there are few enough for a slip of the finger; of equals the first in the list. Else the
    /// only one with the same beginning, for words that are cut or bent: `crit`, `denied`.
    static func of(_ word: String, in known: [String]) -> String? {
        let bytes = Array(word.utf8.prefix(longest)).map(\.foldedASCII)
        let most = max(1, bytes.count / 3)
        var best: (distance: Int, word: String)?
        for candidate in known {
            let other = Array(candidate.utf8)
            guard abs(other.count - bytes.count) <= most else { continue }
            let distance = distance(bytes, other)
            guard distance <= most, distance < best?.distance ?? .max else { continue }
            best = (distance, candidate)
        }
        if let best { return best.word }
        let akin = known.filter { $0.utf8.starts(with: bytes.prefix(beginning)) }
        return akin.count == 1 ? akin.first : nil
    }

    /// Longer than any word that is known.
    private static let longest = 64

    /// How many letters tell most words apart.
    private static let beginning = 3

    /// The restricted Damerau–Levenshtein distance.
    private static func distance(_ left: [UInt8], _ right: [UInt8]) -> Int {
        var beforeLast = [Int](repeating: 0, count: right.count + 1)
        var last = Array(0...right.count)
        for row in left.indices {
            var current = [row + 1] + [Int](repeating: 0, count: right.count)
            for column in right.indices {
                let change = last[column] + (left[row] == right[column] ? 0 : 1)
                current[column + 1] = min(change, last[column + 1] + 1, current[column] + 1)
                if row > 0, column > 0, left[row] == right[column - 1],
                    left[row - 1] == right[column]
                {
                    current[column + 1] = min(current[column + 1], beforeLast[column - 1] + 1)
                }
            }
            (beforeLast, last) = (last, current)
        }
        return last[right.count]
    }
}
