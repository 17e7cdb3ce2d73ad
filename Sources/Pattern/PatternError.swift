/// Why a pattern was not compiled.
package struct PatternError: Error, Equatable, Sendable {
    /// What stands in the way.
    package let reason: Reason
    /// Unicode scalars before the place, where the place is known.
    package let offset: Int?

    /// Names a reason, and the place where it is known.
    package init(_ reason: Reason, at offset: Int? = nil) {
        self.reason = reason
        self.offset = offset
    }

    /// The closed list of reasons.
    package enum Reason: Equatable, Sendable {
        /// The pattern is over `PatternLimits.patternBytes`.
        case tooLong(bytes: Int)
        /// The pattern means something that RE2 has no exactly equal form for.
        case unsupported(Construct)
        /// The pattern is not one in its dialect; the text says what is wrong.
        case malformed(String)
        /// RE2 refused the pattern; the text is RE2's.
        case refused(String)
    }

    /// What ECMA 262 can say and RE2 cannot, or not in exactly the same sense.
    package enum Construct: String, Equatable, Sendable, CaseIterable {
        case lookAhead = "look-ahead"
        case lookBehind = "look-behind"
        case backReference = "back-reference"
        /// RE2 tests `\B` between bytes, so that it holds inside an "é".
        case notWordBoundary = "\\B"
        /// Scripts, binary properties, and categories that RE2 composes differently.
        case unicodeProperty = "unicode property"
        /// Half of a surrogate pair: no text of Unicode scalars holds one.
        case surrogate = "lone surrogate"
        /// More than `PatternLimits.repetition`.
        case repetition = "repetition over 1000"
        case modifiers = "modifiers of a group"
    }
}

extension PatternError: CustomStringConvertible {
    package var description: String {
        let place = offset.map { " at character \($0 + 1)" } ?? ""
        return switch reason {
        case .tooLong(let bytes):
            "pattern has \(bytes) bytes, more than the \(PatternLimits.patternBytes) allowed"
        case .unsupported(let construct):
            "pattern uses what cannot be matched in linear time and exactly: "
                + "\(construct.rawValue)\(place)"
        case .malformed(let fault): "pattern is not valid: \(fault)\(place)"
        case .refused(let fault): "pattern is refused by RE2: \(fault)"
        }
    }
}
