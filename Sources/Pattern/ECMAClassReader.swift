/// Reads a class in brackets.
enum ECMAClassReader {
    /// Reads a class; the opening bracket is already read.
    static func read(_ scanner: inout ScalarScanner) throws(PatternError) -> CharacterSet {
        let start = scanner.offset - 1
        let isNegated = scanner.take("^")
        var result = CharacterSet()
        while !scanner.take("]") {
            let first = try member(&scanner, of: start)
            var ahead = scanner
            guard ahead.take("-"), ahead.peek != "]" else {
                result.formUnion(first)
                continue
            }
            let place = scanner.offset
            scanner = ahead
            let last = try member(&scanner, of: start)
            guard let low = first.single, let high = last.single else {
                throw PatternError(.malformed("range with a set at one end"), at: place)
            }
            guard low <= high else {
                throw PatternError(.malformed("range with its ends out of order"), at: place)
            }
            result.formUnion(CharacterSet([low...high]))
        }
        if isNegated { result.negate() }
        return result
    }

    private static func member(
        _ scanner: inout ScalarScanner, of start: Int
    ) throws(PatternError) -> CharacterSet {
        guard let scalar = scanner.next() else {
            throw PatternError(.malformed("class is not closed"), at: start)
        }
        guard scalar == "\\" else { return CharacterSet(scalar) }
        return try ECMAEscapeReader.read(&scanner, inClass: true)
    }
}
