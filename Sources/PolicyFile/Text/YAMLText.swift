import Yams

/// Reads a text as one YAML document of mappings, lists and plain or quoted scalars.
struct YAMLText {
    private var source: SourceText
    private let faults: FaultCollector
    private var nodes = 0
    /// The keys that were written over because they stand in their mapping twice.
    private var overwritten: [Unicode.Scalar: String] = [:]

    /// 2,000 tools with forty values each, twice over.
    private static let mostNodes = 200_000
    private static let deepest = 16
    private static let longestScalar = 4096
    /// Each key that stands twice costs one more reading of the file: 1 MiB in all is read again,
    /// and what stands twice after that is told by its name alone.
    private static let mostReadAgain = 1 << 20

    init(_ source: SourceText, faults: FaultCollector) {
        self.source = source
        self.faults = faults
    }

    /// The document; nil after a fault that leaves none.
    mutating func read() -> PolicyNode? {
        if let fault = aliasFault() {
            faults.add(fault)
            return nil
        }
        do {
            guard let root = try compose() else {
                faults.report(
                    "the file is empty; start with 'pullcord: 1'", at: Place(line: 1, column: 1))
                return nil
            }
            return convert(root, depth: 1)
        } catch {
            faults.add(YAMLText.fault(of: error))
            return nil
        }
    }

    /// Composes; a mapping with a key twice is a failure there, so the first of the two is written
    /// over by a character that no file may hold, and told with its sibling when that is found.
    private mutating func compose() throws -> Node? {
        while true {
            let text = source.text
            do {
                // The library's usual encoding asks the environment, and prints what it found.
                return try Yams.compose(yaml: text, .basic, .default, .utf8)
            } catch YamlError.duplicatedKeysInMapping(let keys, let context) {
                guard let key = keys.first,
                    (overwritten.count + 1) * text.utf8.count <= YAMLText.mostReadAgain,
                    let filler = Unicode.Scalar(0xE000 + UInt32(overwritten.count)),
                    source.overwrite(key, at: Place(context.mark), with: filler)
                else {
                    throw YamlError.duplicatedKeysInMapping(duplicates: keys, context: context)
                }
                overwritten[filler] = key
            }
        }
    }

    private mutating func convert(_ node: Node, depth: Int) -> PolicyNode? {
        let place = node.mark.map(Place.init) ?? Place(line: 1, column: 1)
        nodes += 1
        guard nodes <= YAMLText.mostNodes else {
            if nodes == YAMLText.mostNodes + 1 {
                faults.report("the file holds over \(YAMLText.mostNodes) values", at: place)
            }
            return nil
        }
        guard depth <= YAMLText.deepest else {
            faults.report("values are nested over \(YAMLText.deepest) deep", at: place)
            return nil
        }
        guard isPlain(at: place) else { return nil }
        switch node {
        case .scalar(let scalar): return text(scalar, at: place)
        case .sequence(let elements):
            return PolicyNode(
                place: place, content: .list(elements.compactMap { convert($0, depth: depth + 1) }))
        case .mapping(let pairs): return map(pairs, at: place, depth: depth)
        case .alias:
            faults.report("aliases are not allowed; write the value out", at: place)
            return nil
        }
    }

    /// Whether a node starts with its own text, not with a tag, an anchor or a block's mark. A
    /// scalar that holds one of these characters itself is quoted, and starts with the quote.
    private func isPlain(at place: Place) -> Bool {
        switch source[place] {
        case "!": faults.report("tags are not allowed; write the value alone", at: place)
        case "&": faults.report("anchors are not allowed; write the value alone", at: place)
        case "*": faults.report("aliases are not allowed; write the value out", at: place)
        case "|", ">": faults.report("block text is not allowed; write it in one line", at: place)
        default: return true
        }
        return false
    }

    /// The key that was written over at a place, quoted or not.
    private func original(at place: Place) -> String? {
        let inside = Place(line: place.line, column: place.column + 1)
        return [source[place], source[inside]].lazy.compactMap { $0 }
            .compactMap { overwritten[$0] }.first
    }

    private func text(_ scalar: Node.Scalar, at place: Place) -> PolicyNode? {
        guard scalar.string.utf8.count <= YAMLText.longestScalar else {
            faults.report("the text is over \(YAMLText.longestScalar) bytes; shorten it", at: place)
            return nil
        }
        // Escapes in quotes can spell what the file itself may not hold.
        if original(at: place) == nil,
            scalar.string.unicodeScalars.contains(where: {
                $0 == "\n" || SourceText.isInvisible($0)
            })
        {
            faults.report(
                "the text holds an invisible character or a line end; remove it", at: place)
            return nil
        }
        let isQuoted = scalar.style == .singleQuoted || scalar.style == .doubleQuoted
        if scalar.string.isEmpty && !isQuoted { return PolicyNode(place: place, content: .empty) }
        return PolicyNode(place: place, content: .text(scalar.string, isQuoted: isQuoted))
    }

    private mutating func map(_ pairs: Node.Mapping, at place: Place, depth: Int) -> PolicyNode {
        var members: [PolicyNode.Member] = []
        var seen: [[UInt8]: Place] = [:]
        for (keyNode, valueNode) in pairs {
            guard let key = convert(keyNode, depth: depth + 1) else { continue }
            guard case .text(var name, _) = key.content else {
                faults.report("a key is \(key.kind); write it as a text", at: key.place)
                continue
            }
            // A written-over key is read under its own name, so that its value is checked too.
            if let original = original(at: key.place) { name = original }
            if let first = seen[Array(name.utf8)] {
                faults.report(
                    "'\(name)' was already given on line \(first.line); keep one of them",
                    at: key.place)
                continue
            }
            seen[Array(name.utf8)] = key.place
            guard let value = convert(valueNode, depth: depth + 1) else { continue }
            members.append(PolicyNode.Member(key: name, place: key.place, value: value))
        }
        return PolicyNode(place: place, content: .map(members))
    }

    /// An alias is found before anything is composed: as the key of a mapping, values that share
    /// each other nine times over would be compared by the library one by one.
    private func aliasFault() -> PolicyFault? {
        let anchors = Set(words(after: "&").map(\.word))
        guard let alias = words(after: "*").first(where: { anchors.contains($0.word) }) else {
            return nil
        }
        return PolicyFault(
            "'*\(alias.word)' repeats '&\(alias.word)', and aliases are not allowed; write the "
                + "value out", at: alias.place)
    }

    private func words(after mark: Unicode.Scalar) -> [(word: String, place: Place)] {
        let starts: [Unicode.Scalar] = [" ", "\t", "[", "{", ",", ":", "-", "?"]
        var found: [(word: String, place: Place)] = []
        for (index, line) in source.lines.enumerated() {
            for column in line.indices where line[column] == mark {
                guard column == 0 || starts.contains(line[column - 1]) else { continue }
                let word = line[(column + 1)...].prefix {
                    $0.properties.isAlphabetic || $0.properties.numericType != nil || $0 == "_"
                        || $0 == "-"
                }
                guard !word.isEmpty else { continue }
                var text = ""
                text.unicodeScalars.append(contentsOf: word)
                found.append((text, Place(line: index + 1, column: column + 1)))
            }
        }
        return found
    }

    private static func fault(of error: any Error) -> PolicyFault {
        switch error {
        case YamlError.scanner(let context, let problem, let mark, _),
            YamlError.parser(let context, let problem, let mark, _),
            YamlError.composer(let context, let problem, let mark, _):
            if problem == "but found another document" {
                return PolicyFault("a second document starts here; keep one", at: Place(mark))
            }
            let words = [context?.text, problem].compactMap(\.self).joined(separator: ": ")
            return PolicyFault(
                "this is not YAML (\(words)); mend the line, or quote the text", at: Place(mark))
        case YamlError.duplicatedKeysInMapping(let keys, let context):
            return PolicyFault(
                "\(keys.map { "'\($0)'" }.joined(separator: ", ")) stands here more than once; "
                    + "keep one of each", at: Place(context.mark))
        default:
            return PolicyFault(
                "this is not YAML (\(error)); check that this is the right file", line: 1, column: 1
            )
        }
    }
}

extension Place {
    init(_ mark: Mark) {
        self.init(line: mark.line, column: mark.column)
    }
}
