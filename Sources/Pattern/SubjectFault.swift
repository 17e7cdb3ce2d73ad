/// Why a text is not matched. It is no answer: a caller treats it as "could not be checked".
package enum SubjectFault: Error, Equatable, Sendable, CustomStringConvertible {
    /// The match could cost too much. The limit is that of the pattern, in bytes.
    case tooLong(bytes: Int, limit: Int)
    /// The pattern asks for a Unicode category, and the text holds a character whose category
    /// depends on the version of Unicode, which ECMA 262 leaves to the engine.
    case newCharacter(Unicode.Scalar)

    package var description: String {
        switch self {
        case .tooLong(let bytes, let limit):
            "text has \(bytes) bytes, more than the \(limit) that this pattern is matched against"
        case .newCharacter(let scalar):
            "text has U+\(String(scalar.value, radix: 16, uppercase: true)), whose category depends "
                + "on the version of Unicode"
        }
    }
}
