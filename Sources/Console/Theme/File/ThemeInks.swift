/// The inks of a theme, and how looks are read with them.
struct ThemeInks {
    private var inks: [String: ThemeLook] = [:]
    private var lines: [String: Int] = [:]

    /// Words that an ink may not take for a name.
    private static let taken: Set<String> = {
        let words = ["on", "-", "format", "name", "base", "contrast", "role", "glyph", "ascii"]
        return Set(words + ThemeColours.names + ThemeColours.attributes.map(\.name))
    }()

    /// Gives an ink its look, which names all four depths.
    mutating func define(_ name: String, _ words: [ThemeWord], line: Int) throws(ThemeFault) {
        guard !Self.taken.contains(name), name.first?.isLetter == true else {
            throw ThemeFault("\"\(name)\" cannot name an ink; take another word", line: line)
        }
        if let first = lines[name] {
            throw ThemeFault(
                "ink \(name) is defined on line \(first) already; keep one of them", line: line)
        }
        guard words.contains(.bar) else { throw Self.columnFault(1, line: line) }
        inks[name] = try look(words, line: line)
        lines[name] = line
    }

    /// Reads a look: one of inks for all depths, or one for each depth between bars.
    func look(_ words: [ThemeWord], line: Int) throws(ThemeFault) -> ThemeLook {
        let columns = words.split(separator: .bar, omittingEmptySubsequences: false)
        let depths = ColourDepth.allCases
        guard columns.count == 1 || columns.count == depths.count else {
            throw Self.columnFault(columns.count, line: line)
        }
        var look = ThemeLook()
        for (place, depth) in depths.enumerated() {
            let column = columns.count == 1 ? columns[0] : columns[place]
            look[depth] = try part(column, depth, isShort: columns.count == 1, line: line)
        }
        return look
    }

    private static func columnFault(_ count: Int, line: Int) -> ThemeFault {
        ThemeFault(
            "\(count) of 4 looks; give one for each depth: truecolour | 256 | 16 | mono, `-` for "
                + "nothing", line: line)
    }

    /// Reads `[colour] [on colour] [attribute …]`; `-` is no colour.
    private func part(
        _ column: ArraySlice<ThemeWord>, _ depth: ColourDepth, isShort: Bool, line: Int
    ) throws(ThemeFault) -> ThemeLook.Part {
        if column.isEmpty {
            throw ThemeFault("a look is missing; write `-` for nothing", line: line)
        }
        var part = ThemeLook.Part()
        var isGround = false
        for (place, word) in column.enumerated() {
            guard case .word(let word) = word else {
                throw ThemeFault("a quote or `=` stands inside a look; remove it", line: line)
            }
            if !isGround, word == "on" {
                isGround = true
            } else if isGround {
                part.background = try ground(word, depth, isShort: isShort, line: line)
                isGround = false
            } else if let attribute = ThemeColours.attribute(word) {
                part.attributes.formUnion(attribute)
            } else if place == 0, word == "-" {
                continue
            } else if place == 0 {
                part = try colour(word, depth, isShort: isShort, line: line)
            } else {
                throw unexpected(word, depth, isShort: isShort, line: line)
            }
        }
        if isGround { throw ThemeFault("`on` ends the look; say on what", line: line) }
        return part
    }

    /// What a word says where the foreground stands: an ink brings its ground and attributes along.
    private func colour(
        _ word: String, _ depth: ColourDepth, isShort: Bool, line: Int
    ) throws(ThemeFault) -> ThemeLook.Part {
        if let ink = inks[word] { return ink[depth] }
        guard !isShort, let colour = ThemeColours.colour(word, depth: depth) else {
            throw unexpected(word, depth, isShort: isShort, line: line)
        }
        return ThemeLook.Part(foreground: colour)
    }

    /// What a word says after `on`: of an ink, its colour alone.
    private func ground(
        _ word: String, _ depth: ColourDepth, isShort: Bool, line: Int
    ) throws(ThemeFault) -> Colour? {
        guard let ink = inks[word] else {
            return try colour(word, depth, isShort: isShort, line: line).foreground
        }
        guard ink[depth].background == nil else {
            throw ThemeFault(
                "ink \(word) has a ground of its own and cannot be one; name a plain ink after `on`",
                line: line)
        }
        return ink[depth].foreground
    }

    private func unexpected(
        _ word: String, _ depth: ColourDepth, isShort: Bool, line: Int
    ) -> ThemeFault {
        let expected =
            isShort
            ? "an ink that a line above defines (NAME = … | … | … | …) or an attribute"
            : ThemeColours.expected(at: depth)
        return ThemeFault(
            "\"\(word)\" is not known here; write \(expected)", line: line, word: word)
    }
}
