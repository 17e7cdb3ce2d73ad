/// The text of a policy file, checked for what a reader of it would not see.
struct SourceText {
    /// The lines, in Unicode scalars, without their line feeds.
    private(set) var lines: [[Unicode.Scalar]]

    /// Longer files are something else: 50 agents, 50 servers and 2,000 tools take a third of it.
    static let longest = 1 << 20
    /// Deeper nesting than any key of the grammar has, and shallow enough for a recursive reader.
    private static let deepestBrackets = 64
    private static let widestIndent = 128

    /// Takes the bytes of a file; throws the first faults that keep it from being read at all.
    init(_ bytes: [UInt8]) throws(SourceFaults) {
        guard bytes.count <= SourceText.longest else {
            throw SourceFaults(
                "the file is over \(SourceText.longest) bytes; a policy is shorter, so check "
                    + "that this is the right file", at: Place(line: 1, column: 1))
        }
        var lines: [[Unicode.Scalar]] = [[]]
        var decoder = UTF8()
        var source = bytes.makeIterator()
        decoding: while true {
            switch decoder.decode(&source) {
            case .scalarValue("\n"): lines.append([])
            case .scalarValue(let scalar): lines[lines.count - 1].append(scalar)
            case .emptyInput: break decoding
            case .error:
                let place = Place(line: lines.count, column: lines[lines.count - 1].count + 1)
                throw SourceFaults("the file is not UTF-8 here; save it as UTF-8", at: place)
            }
        }
        self.lines = lines
        try refuseInvisible()
        try refuseDeep()
    }

    /// The text as it stands now.
    var text: String {
        var text = ""
        for (index, line) in lines.enumerated() {
            if index > 0 { text.unicodeScalars.append("\n") }
            text.unicodeScalars.append(contentsOf: line)
        }
        return text
    }

    /// What stands at a place; nil at the end of a line.
    subscript(place: Place) -> Unicode.Scalar? {
        guard lines.indices.contains(place.line - 1) else { return nil }
        let line = lines[place.line - 1]
        return line.indices.contains(place.column - 1) ? line[place.column - 1] : nil
    }

    /// Writes a scalar over the key at a place, quoted or not; false where that text is not there.
    mutating func overwrite(_ key: String, at place: Place, with scalar: Unicode.Scalar) -> Bool {
        guard lines.indices.contains(place.line - 1), !key.isEmpty else { return false }
        let quotes: [Unicode.Scalar] = ["\"", "'"]
        let start = place.column - 1 + (self[place].map(quotes.contains) == true ? 1 : 0)
        let range = start..<(start + key.unicodeScalars.count)
        let line = lines[place.line - 1]
        guard range.upperBound <= line.count, line[range].elementsEqual(key.unicodeScalars) else {
            return false
        }
        for index in range { lines[place.line - 1][index] = scalar }
        return true
    }

    private func refuseInvisible() throws(SourceFaults) {
        var faults: [PolicyFault] = []
        for (line, scalars) in lines.enumerated() {
            for (column, scalar) in scalars.enumerated() where SourceText.isInvisible(scalar) {
                let code = String(scalar.value, radix: 16, uppercase: true)
                faults.append(
                    PolicyFault(
                        "U+\(code) is not visible, or moves what is; remove it",
                        at: Place(line: line + 1, column: column + 1)))
            }
        }
        if !faults.isEmpty { throw SourceFaults(faults: faults) }
    }

    /// The library that reads YAML calls itself for each level, so that the depth is bounded
    /// before it starts: brackets, whatever they stand in, and the indent of blocks.
    private func refuseDeep() throws(SourceFaults) {
        var depth = 0
        for (index, line) in lines.enumerated() {
            let indent = line.prefix { $0 == " " || $0 == "-" || $0 == "?" || $0 == ":" }.count
            if indent > SourceText.widestIndent {
                throw SourceFaults(
                    "the line is indented over \(SourceText.widestIndent) columns; nothing in a "
                        + "policy nests so deep", at: Place(line: index + 1, column: indent))
            }
            for (column, scalar) in line.enumerated() {
                if scalar == "[" || scalar == "{" { depth += 1 }
                if scalar == "]" || scalar == "}" { depth = max(0, depth - 1) }
                if depth > SourceText.deepestBrackets {
                    throw SourceFaults(
                        "brackets are nested over \(SourceText.deepestBrackets) deep; nothing in "
                            + "a policy nests so deep",
                        at: Place(line: index + 1, column: column + 1))
                }
            }
        }
    }

    /// Controls, carriage returns, separators that other readers take for line ends,
    /// bidirectional and zero-width characters, tags, private use and unassigned ends of planes.
    static func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
        if (0x20...0x7E).contains(scalar.value) { return false }
        return switch scalar.properties.generalCategory {
        case .control: scalar != "\n" && scalar != "\t"
        case .format, .lineSeparator, .paragraphSeparator, .privateUse, .unassigned, .surrogate:
            true
        default: scalar.properties.isDefaultIgnorableCodePoint
        }
    }
}

/// Why a text cannot be read at all.
struct SourceFaults: Error {
    let faults: [PolicyFault]

    init(faults: [PolicyFault]) {
        self.faults = faults
    }

    init(_ message: String, at place: Place) {
        faults = [PolicyFault(message, at: place)]
    }
}
