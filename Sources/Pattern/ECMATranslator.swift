/// Writes an ECMA 262 pattern (`u` flag, no others) in RE2's syntax with exactly the same meaning.
///
/// The pattern is read to its end and written anew, so that nothing reaches RE2 that this reader
/// has not understood: `\Q`, `(?i)` or `[[:alpha:]]`, which RE2 would take in its own sense. Groups
/// are written without capture, since no answer depends on them. Where ECMA 262 without the flag
/// gives a meaning to what the `u` flag refuses (`\-` outside of a class), only an escaped ASCII
/// punctuation mark is taken, for itself: every dialect agrees on it.
struct ECMATranslator {
    private var scanner: ScalarScanner
    private var output = ""
    private var usesCategories = false
    /// Offsets of the groups that are open.
    private var openGroups: [Int] = []
    private var groupNames: Set<String> = []
    /// Whether what was read last may be repeated.
    private var isRepeatable = false

    private init(_ text: String) {
        scanner = ScalarScanner(text)
    }

    /// The pattern in RE2's syntax, and whether a Unicode category has a part in it.
    static func translate(
        _ text: String
    ) throws(PatternError) -> (text: String, usesCategories: Bool) {
        var translator = ECMATranslator(text)
        while let scalar = translator.scanner.next() {
            try translator.term(scalar)
        }
        if let open = translator.openGroups.last {
            throw PatternError(.malformed("group is not closed"), at: open)
        }
        return (translator.output, translator.usesCategories)
    }

    private mutating func term(_ scalar: Unicode.Scalar) throws(PatternError) {
        switch scalar {
        case "^", "$": assertion(String(scalar))
        case "|": assertion("|")
        case "(": try openGroup()
        case ")": try closeGroup()
        case ".": atom(CharacterSet.exceptLineTerminators)
        case "[": atom(try ECMAClassReader.read(&scanner))
        case "\\": try escape()
        case "*", "+", "?", "{": try quantifier(scalar)
        case "]", "}":
            throw PatternError(.malformed("lone \"\(scalar)\""), at: scanner.offset - 1)
        default: atom(CharacterSet(scalar))
        }
    }

    private mutating func atom(_ set: CharacterSet) {
        output += set.expression
        isRepeatable = true
        usesCategories = usesCategories || set.usesCategories
    }

    private mutating func assertion(_ text: String) {
        output += text
        isRepeatable = false
    }

    // MARK: Groups

    private mutating func openGroup() throws(PatternError) {
        let start = scanner.offset - 1
        openGroups.append(start)
        if scanner.take("?") {
            if scanner.take("=") || scanner.take("!") {
                throw PatternError(.unsupported(.lookAhead), at: start)
            } else if scanner.take("<") {
                if scanner.take("=") || scanner.take("!") {
                    throw PatternError(.unsupported(.lookBehind), at: start)
                }
                try groupName(from: start)
            } else if !scanner.take(":") {
                try refuseGroup(from: start)
            }
        }
        assertion("(?:")
    }

    private mutating func closeGroup() throws(PatternError) {
        guard openGroups.popLast() != nil else {
            throw PatternError(.malformed("\")\" without a group"), at: scanner.offset - 1)
        }
        output += ")"
        isRepeatable = true
    }

    /// Reads `name>`. The name has no part in the answer, but must be one, and once.
    private mutating func groupName(from start: Int) throws(PatternError) {
        var name = ""
        while let scalar = scanner.next(), scalar != ">" {
            name.unicodeScalars.append(scalar)
        }
        let isName = name.unicodeScalars.enumerated().allSatisfy { index, scalar in
            switch scalar {
            case "a"..."z", "A"..."Z", "_", "$": true
            case "0"..."9": index > 0
            default: false
            }
        }
        guard isName, !name.isEmpty, scanner.previous == ">" else {
            throw PatternError(.malformed("name of a group is not an ASCII name"), at: start)
        }
        guard groupNames.insert(name).inserted else {
            throw PatternError(.malformed("two groups of one name"), at: start)
        }
    }

    /// Tells ES2025's modifiers, `(?i:`, from what no ECMA 262 knows, `(?P<n>` or `(?i)`.
    private mutating func refuseGroup(from start: Int) throws(PatternError) -> Never {
        while let scalar = scanner.next() {
            switch scalar {
            case "i", "m", "s", "-": continue
            case ":": throw PatternError(.unsupported(.modifiers), at: start)
            default: break
            }
            break
        }
        throw PatternError(.malformed("unknown kind of group after \"(?\""), at: start)
    }

    // MARK: Repetition

    private mutating func quantifier(_ scalar: Unicode.Scalar) throws(PatternError) {
        let start = scanner.offset - 1
        var text = String(scalar)
        if scalar == "{" {
            text = try counts(from: start)
        }
        guard isRepeatable else {
            throw PatternError(.malformed("nothing to repeat"), at: start)
        }
        // Whether as many or as few as possible are taken first changes no answer of yes or no.
        _ = scanner.take("?")
        assertion(text)
    }

    private mutating func counts(from start: Int) throws(PatternError) -> String {
        guard let least = scanner.decimal() else {
            throw PatternError(.malformed("lone \"{\""), at: start)
        }
        var text = "{\(least)"
        var most = least
        if scanner.take(",") {
            text += ","
            if let bound = scanner.decimal() {
                most = bound
                text += "\(bound)"
            }
        }
        guard scanner.take("}") else {
            throw PatternError(.malformed("lone \"{\""), at: start)
        }
        guard most >= least else {
            throw PatternError(.malformed("repetition with its numbers out of order"), at: start)
        }
        guard most <= PatternLimits.repetition else {
            throw PatternError(.unsupported(.repetition), at: start)
        }
        return text + "}"
    }

    // MARK: Escapes

    private mutating func escape() throws(PatternError) {
        let start = scanner.offset - 1
        switch scanner.peek {
        case "b":
            _ = scanner.next()
            assertion("\\b")
        case "B": throw PatternError(.unsupported(.notWordBoundary), at: start)
        case .some("1"..."9"), "k": throw PatternError(.unsupported(.backReference), at: start)
        default: atom(try ECMAEscapeReader.read(&scanner, inClass: false))
        }
    }
}
