extension FilterParser {
    /// A text that is found anywhere, or a field with its values.
    mutating func term() throws(FilterFault) -> FilterTerm {
        let start = text.place
        if text.next == UInt8(ascii: "\"") {
            try count(start)
            let content = try text.quoted()
            guard !content.isEmpty else {
                throw text.fault(start, "nothing stands between the quotes")
            }
            return .text([FilterNeedle(content, isFolding: true)])
        }
        let word = text.word {
            FilterText.isSpace($0) || FilterText.isMark($0) || $0 == UInt8(ascii: ":")
        }
        try checkVisible(word)
        let name = String(decoding: word, as: UTF8.self)
        text.place = word.endIndex
        switch text.next {
        case UInt8(ascii: ":"), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "="):
            return try term(of: name, from: start)
        case UInt8(ascii: "*"):
            throw text.fault(
                text.place, "a text is found anywhere without '*'; quote it to find a '*'")
        case UInt8(ascii: ","):
            throw text.fault(
                text.place, "a list stands behind a field, as in agent:a,b; quote a ',' to find it")
        default: break
        }
        if ["|", "||", "&", "&&"].contains(name) {
            throw text.fault(
                start,
                "terms are joined by a space for 'and', and by 'or'; quote '\(name)' to find it",
                suggestion: name.hasPrefix("|") ? "or" : nil)
        }
        try count(start)
        return .text([FilterNeedle(Array(word), isFolding: true)])
    }

    /// A field, whose name has been read, with its values.
    private mutating func term(
        of name: String, from start: Int
    ) throws(FilterFault) -> FilterTerm {
        guard !name.isEmpty else {
            throw text.fault(start, "a field is missing before this; quote the mark to find it")
        }
        if name.utf8.last == UInt8(ascii: "!"), text.next == UInt8(ascii: "=") {
            let field = String(name.dropLast())
            throw text.fault(
                text.place - 1, "what is excluded is written -\(field):VALUE",
                suggestion: "-\(field):")
        }
        guard let subject = FilterSubject(name) else {
            throw text.fault(
                start,
                "there is no field '\(name)'; a text with such a mark in it stands in quotes",
                suggestion: NearestSpelling.of(name, in: FilterSubject.names))
        }
        let place = text.place
        let comparison = comparison()
        if let next = text.next, [0x3C, 0x3D, 0x3E].contains(next) {
            throw text.fault(
                place, "one mark stands between a field and its value: \(name)>=VALUE")
        }
        let values = try values()
        if comparison != .equal {
            guard subject.isOrdered else {
                throw text.fault(
                    place, "\(name) has no order; write \(name):VALUE", suggestion: "\(name):")
            }
            guard values.count == 1 else {
                throw text.fault(
                    values[1].place, "a comparison takes one value; a list stands behind ':'")
            }
        }
        return try FilterTermReader(text: text, name: name, comparison: comparison, place: place)
            .term(subject, values)
    }

    private mutating func comparison() -> FilterComparison {
        if text.take("<") { return text.take("=") ? .lessOrEqual : .less }
        if text.take(">") { return text.take("=") ? .greaterOrEqual : .greater }
        // `:` or `=`.
        text.place += 1
        return .equal
    }

    private mutating func values() throws(FilterFault) -> [FilterValue] {
        var values = [try value()]
        while text.take(",") { values.append(try value()) }
        return values
    }

    private mutating func value() throws(FilterFault) -> FilterValue {
        let start = text.place
        try count(start)
        let isOpenAtStart = text.take("*")
        var content: [UInt8]
        if text.next == UInt8(ascii: "\"") {
            content = try text.quoted()
        } else {
            let word = text.word { FilterText.isSpace($0) || FilterText.isMark($0) }
            try checkVisible(word)
            text.place = word.endIndex
            content = Array(word)
        }
        let isOpenAtEnd = text.take("*")
        guard !content.isEmpty || isOpenAtStart else {
            throw text.fault(start, "a value is missing here; it follows without a space")
        }
        switch text.next {
        case nil, UInt8(ascii: ","), UInt8(ascii: ")"): break
        case let next? where FilterText.isSpace(next): break
        default:
            throw text.fault(
                isOpenAtEnd ? text.place - 1 : text.place,
                isOpenAtEnd
                    ? "'*' stands at the beginning or the end of a value; quote it to find a '*'"
                    : "a value with this mark in it stands in quotes")
        }
        return FilterValue(
            place: start, bytes: content, isOpenAtStart: isOpenAtStart, isOpenAtEnd: isOpenAtEnd)
    }

    /// What cannot be seen, or is a space of another kind, pasted from somewhere, would make a word
    /// that nothing matches of one that looks right.
    private func checkVisible(_ word: ArraySlice<UInt8>) throws(FilterFault) {
        guard word.contains(where: { $0 < 0x20 || $0 >= 0x7F }) else { return }
        var place = word.startIndex
        for scalar in String(decoding: word, as: UTF8.self).unicodeScalars {
            let properties = scalar.properties
            if properties.isWhitespace || properties.isDefaultIgnorableCodePoint
                || properties.generalCategory == .control
            {
                throw text.fault(
                    place,
                    "this character cannot be seen, or is no plain space; retype or quote it"
                )
            }
            place += UTF8.width(scalar)
        }
    }
}
