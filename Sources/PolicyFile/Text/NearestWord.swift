/// Finds the right spelling of a word that is not known.
package enum NearestWord {
    /// The known word with the fewest single changes (an exchange of neighbours is one), where
    /// there are few enough for a slip of the finger; of equals the first in the alphabet.
    package static func of(_ word: String, in known: some Sequence<String>) -> String? {
        let letters = Array(word.lowercased().unicodeScalars.prefix(longest))
        let most = max(1, letters.count / 3)
        var best: (distance: Int, word: String)?
        for candidate in known {
            let other = Array(candidate.lowercased().unicodeScalars.prefix(longest))
            guard abs(other.count - letters.count) <= most else { continue }
            let distance = distance(letters, other)
            guard distance <= most else { continue }
            if let best, (best.distance, best.word) <= (distance, candidate) { continue }
            best = (distance, candidate)
        }
        return best?.word
    }

    /// Names are at most this long; what is longer is compared by its beginning.
    private static let longest = 200

    /// The restricted Damerau–Levenshtein distance.
    private static func distance(_ left: [Unicode.Scalar], _ right: [Unicode.Scalar]) -> Int {
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
