/// Reads a filter by the grammar at ``Filter``.
struct FilterParser {
    var text: FilterText
    /// How many values have been read.
    private var terms = 0

    /// Reads one whole text.
    static func expression(of text: String) throws(FilterFault) -> FilterExpression {
        var parser = FilterParser(text: FilterText(text))
        let count = parser.text.bytes.count
        guard count <= FilterLimits.bytes else {
            throw parser.text.fault(
                FilterLimits.bytes,
                "a filter has at most \(FilterLimits.bytes) bytes; this one has \(count)")
        }
        parser.text.skipSpaces()
        guard parser.text.next != nil else { return .everything }
        let expression = try parser.any(nesting: 0)
        if parser.text.next != nil {
            throw parser.text.fault(parser.text.place, "this ')' closes nothing; take it away")
        }
        return expression
    }

    private init(text: FilterText) { self.text = text }

    private mutating func any(nesting: Int) throws(FilterFault) -> FilterExpression {
        var parts = [try all(nesting: nesting)]
        while text.takeJoint("or") { parts.append(try all(nesting: nesting)) }
        return .joining(any: parts)
    }

    private mutating func all(nesting: Int) throws(FilterFault) -> FilterExpression {
        var parts = [try part(nesting: nesting)]
        while true {
            text.skipSpaces()
            guard let next = text.next, next != UInt8(ascii: ")"), !text.isAtJoint("or") else {
                return .joining(all: parts)
            }
            _ = text.takeJoint("and")
            parts.append(try part(nesting: nesting))
        }
    }

    private mutating func part(nesting: Int) throws(FilterFault) -> FilterExpression {
        text.skipSpaces()
        let start = text.place
        guard let next = text.next else {
            throw text.fault(start, "something to look for is missing at the end")
        }
        for joint in ["or", "and"] where text.isAtJoint(joint) {
            throw text.fault(
                start, "something to look for is missing before '\(joint)'; quote it to find it")
        }
        guard nesting <= FilterLimits.nesting else {
            throw text.fault(start, "a filter nests at most \(FilterLimits.nesting) levels")
        }
        if text.takeJoint("not") { return .not(try part(nesting: nesting + 1)) }
        switch next {
        case UInt8(ascii: "-"):
            text.place += 1
            guard let next = text.next, !FilterText.isSpace(next) else {
                throw text.fault(start, "'-' stands right before what it excludes")
            }
            return .not(try part(nesting: nesting + 1))
        case UInt8(ascii: "("):
            text.place += 1
            return try parenthesis(start, nesting: nesting + 1)
        case UInt8(ascii: ")"):
            throw text.fault(start, "something to look for is missing before ')'")
        case UInt8(ascii: "!"):
            throw text.fault(
                start, "what is excluded is written with '-' or 'not'", suggestion: "-")
        default:
            let term = try term()
            try expectBoundary()
            return .term(term)
        }
    }

    /// What follows an opening parenthesis.
    private mutating func parenthesis(
        _ start: Int, nesting: Int
    ) throws(FilterFault) -> FilterExpression {
        let inner = try any(nesting: nesting)
        guard text.take(")") else { throw text.fault(start, "this '(' is not closed") }
        try expectBoundary()
        return inner
    }

    /// A term ends at a space, a closing parenthesis or the end.
    private func expectBoundary() throws(FilterFault) {
        guard let next = text.next, !FilterText.isSpace(next), next != UInt8(ascii: ")") else {
            return
        }
        throw text.fault(
            text.place, "a space is missing here; a text with marks in it stands in quotes")
    }

    /// Counts one more value.
    mutating func count(_ start: Int) throws(FilterFault) {
        terms += 1
        guard terms <= FilterLimits.terms else {
            throw text.fault(start, "a filter looks for at most \(FilterLimits.terms) values")
        }
    }
}
