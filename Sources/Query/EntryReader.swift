import JSON

/// Reads what a filter asks of an entry from its data, in one pass.
struct EntryReader {
    let data: UnsafeRawBufferPointer
    var scanner: JSONScanner
    var reading: EntryReading

    /// The longest data that is read by members; an entry has at most 64 KiB in all.
    private static let limits = JSONLimits(bytes: 64 << 10, depth: 16)

    /// Reads the data of an entry; what is no JSON is kept as text.
    static func reading(
        kind: String, call: UInt64?, data: UnsafeRawBufferPointer
    ) -> EntryReading {
        var start = EntryReading(kind: kind, capacity: data.count)
        if let call { start.add(.call, call) }
        do throws(JSONError) {
            var reader = EntryReader(
                data: data, scanner: try JSONScanner(data, limits: limits), reading: start)
            try reader.value(.nested)
            try reader.scanner.finish()
            return reader.reading
        } catch {
            start.text.append(contentsOf: data)
            start.endLine()
            return start
        }
    }

    /// The next value, which has this meaning; one of another shape than its meaning has is
    /// searched as text and no more.
    mutating func value(_ member: EntryMember) throws(JSONError) {
        switch try scanner.nextKind() {
        case .object:
            switch member {
            case .nested: try members()
            case .action: try action()
            default: try texts()
            }
        case .array:
            try scanner.enterArray()
            while try scanner.nextElement() {
                switch member {
                case .findings: try finding()
                case .quantities: try quantity()
                case .nested: try value(.nested)
                default: try value(.other)
                }
            }
        case .string:
            if case .moment = member {
                try scanner.skipValue()
            } else {
                string(try scanner.readString(), member)
            }
        case .number:
            let range = try scanner.skipValue()
            if case .number(let field) = member, let number = Self.number(data[range]) {
                reading.add(field, number)
            }
        case .bool, .null: try scanner.skipValue()
        }
    }

    private mutating func members() throws(JSONError) {
        try scanner.enterObject()
        while let name = try scanner.nextKey() { try value(EntryMember(name, in: scanner)) }
    }

    /// An object whose members mean nothing to a filter.
    private mutating func texts() throws(JSONError) {
        try scanner.enterObject()
        while let name = try scanner.nextKey() {
            if case .moment = EntryMember(name, in: scanner) {
                try scanner.skipValue()
            } else {
                try value(.other)
            }
        }
    }

    private mutating func string(_ string: JSONStringRange, _ member: EntryMember) {
        let range = append(string)
        switch member {
        case .word(let field): reading.parts.append(EntryPart(field, range))
        case .tool: reading.addTool(range)
        case .tier: reading.setTier(range)
        case .actor: reading.addActor(range)
        case .scope: reading.addScope(range)
        case .number(let field):
            // A number from 2^53 on is written as a string.
            if let number = Self.number(data[string.content]) { reading.add(field, number) }
        default: break
        }
    }

    /// Adds a string to what is searched, as a line of its own.
    mutating func append(_ string: JSONStringRange) -> Range<Int> {
        appendWithoutEnd(string)
        return reading.endLine()
    }

    mutating func appendWithoutEnd(_ string: JSONStringRange) {
        if string.isEscaped {
            reading.text.append(contentsOf: scanner.string(string).utf8)
        } else {
            reading.text.append(contentsOf: UnsafeRawBufferPointer(rebasing: data[string.content]))
        }
    }

    /// Decimal digits that fit.
    static func number(_ digits: Slice<UnsafeRawBufferPointer>) -> UInt64? {
        var number: UInt64 = 0
        for byte in digits {
            let (tenfold, isOver) = number.multipliedReportingOverflow(by: 10)
            let (sum, isSumOver) = tenfold.addingReportingOverflow(
                UInt64(byte &- UInt8(ascii: "0")))
            guard byte.isDigit, !isOver, !isSumOver else { return nil }
            number = sum
        }
        return digits.isEmpty ? nil : number
    }
}
