import JSON

/// Takes the fields of one JSON object strictly: each once, each of its own type and within its
/// limit; what was not taken is a fault unless the peer speaks a newer minor version.
struct WireReader {
    private let object: JSONObject
    private let isTolerant: Bool
    private var taken = 0

    init(_ object: JSONObject, isTolerant: Bool) {
        self.object = object
        self.isTolerant = isTolerant
    }

    /// Ends the reading; a field that nobody took is a fault.
    func finish() throws(WireFault) {
        guard isTolerant || taken == object.count else { throw WireFault(.unknownField) }
    }

    /// Whether there is a field of this name.
    func has(_ name: String) -> Bool { object[name] != nil }

    private mutating func optional(_ name: String) -> JSONValue? {
        guard let value = object[name] else { return nil }
        taken += 1
        return value
    }

    private mutating func required(_ name: String) throws(WireFault) -> JSONValue {
        guard let value = optional(name) else { throw WireFault(.missing, at: name) }
        return value
    }

    // MARK: Texts and words

    mutating func text(_ name: String, limit: Int) throws(WireFault) -> String {
        try Self.text(try required(name), limit: limit, at: name)
    }

    mutating func optionalText(_ name: String, limit: Int) throws(WireFault) -> String? {
        guard let value = optional(name) else { return nil }
        return try Self.text(value, limit: limit, at: name)
    }

    mutating func texts(_ name: String, limit: Int, each: Int) throws(WireFault) -> [String] {
        try list(name, limit: limit) { value throws(WireFault) in
            try Self.text(value, limit: each, at: "")
        }
    }

    mutating func word<Word: WireWord>(_ name: String) throws(WireFault) -> Word {
        try Self.word(try required(name), at: name)
    }

    mutating func optionalWord<Word: WireWord>(_ name: String) throws(WireFault) -> Word? {
        guard let value = optional(name) else { return nil }
        return try Self.word(value, at: name)
    }

    mutating func words<Word: WireWord>(_ name: String, limit: Int) throws(WireFault) -> [Word] {
        try list(name, limit: limit) { value throws(WireFault) in try Self.word(value, at: "") }
    }

    private static func text(
        _ value: JSONValue, limit: Int, at name: String
    ) throws(WireFault) -> String {
        guard case .string(let text) = value else {
            throw WireFault(.wrongType(expected: .init("a text")), at: name)
        }
        guard text.utf8.count <= limit else { throw WireFault(.overLimit(limit), at: name) }
        return text
    }

    private static func word<Word: WireWord>(
        _ value: JSONValue, at name: String
    ) throws(WireFault) -> Word {
        let text = try text(value, limit: ControlLimits.nameBytes, at: name)
        guard let word = Word(word: text) else { throw WireFault(.unknownWord, at: name) }
        return word
    }

    // MARK: Numbers

    /// A small number, written as a JSON number without sign, fraction or exponent.
    mutating func count(_ name: String) throws(WireFault) -> Int {
        try Self.count(try required(name), at: name)
    }

    mutating func optionalCount(_ name: String) throws(WireFault) -> Int? {
        guard let value = optional(name) else { return nil }
        return try Self.count(value, at: name)
    }

    /// A count of at most `limit`.
    mutating func count(_ name: String, limit: Int) throws(WireFault) -> Int {
        let count = try count(name)
        guard count <= limit else { throw WireFault(.overLimit(limit), at: name) }
        return count
    }

    mutating func counts(_ name: String, limit: Int) throws(WireFault) -> [Int] {
        try list(name, limit: limit) { value throws(WireFault) in
            try Self.count(value, at: "")
        }
    }

    private static func count(_ value: JSONValue, at name: String) throws(WireFault) -> Int {
        guard case .number(let number) = value, number.spelling.utf8.allSatisfy(isDigit) else {
            throw WireFault(.wrongType(expected: .init("a whole number")), at: name)
        }
        guard let count = Int(number.spelling), count <= WireWriter.largestCount else {
            throw WireFault(.overLimit(WireWriter.largestCount), at: name)
        }
        return count
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

    mutating func flag(_ name: String) throws(WireFault) -> Bool {
        guard case .bool(let flag) = try required(name) else {
            throw WireFault(.wrongType(expected: .init("true or false")), at: name)
        }
        return flag
    }

    /// A number of 64 bits, written as a text of decimal digits.
    mutating func number<Number: FixedWidthInteger>(_ name: String) throws(WireFault) -> Number {
        try Self.number(try text(name, limit: 20), at: name)
    }

    mutating func optionalNumber<Number: FixedWidthInteger>(
        _ name: String
    ) throws(WireFault) -> Number? {
        guard let text = try optionalText(name, limit: 20) else { return nil }
        return try Self.number(text, at: name)
    }

    private static func number<Number: FixedWidthInteger>(
        _ text: String, at name: String
    ) throws(WireFault) -> Number {
        guard let number = Number(text), String(number) == text else {
            throw WireFault(.wrongType(expected: .init("a text of decimal digits")), at: name)
        }
        return number
    }

    // MARK: Objects and lists

    mutating func value<Value: WireValue>(_ name: String) throws(WireFault) -> Value {
        try Self.value(try required(name), isTolerant: isTolerant, at: name)
    }

    mutating func optionalValue<Value: WireValue>(_ name: String) throws(WireFault) -> Value? {
        guard let value = optional(name) else { return nil }
        return try Self.value(value, isTolerant: isTolerant, at: name)
    }

    mutating func values<Value: WireValue>(
        _ name: String, limit: Int
    ) throws(WireFault) -> [Value] {
        let isTolerant = isTolerant
        return try list(name, limit: limit) { value throws(WireFault) in
            try Self.value(value, isTolerant: isTolerant, at: "")
        }
    }

    static func value<Value: WireValue>(
        _ value: JSONValue, isTolerant: Bool, at name: String
    ) throws(WireFault) -> Value {
        guard case .object(let object) = value else {
            throw WireFault(.wrongType(expected: .init("an object")), at: name)
        }
        do throws(WireFault) {
            var reader = WireReader(object, isTolerant: isTolerant)
            let value = try Value(from: &reader)
            try reader.finish()
            return value
        } catch {
            throw name.isEmpty ? error : error.inside(name)
        }
    }

    private mutating func list<Element>(
        _ name: String, limit: Int, _ read: (JSONValue) throws(WireFault) -> Element
    ) throws(WireFault) -> [Element] {
        guard case .array(let values) = try required(name) else {
            throw WireFault(.wrongType(expected: .init("a list")), at: name)
        }
        guard values.count <= limit else { throw WireFault(.overLimit(limit), at: name) }
        var elements: [Element] = []
        elements.reserveCapacity(values.count)
        for (index, value) in values.enumerated() {
            do throws(WireFault) {
                elements.append(try read(value))
            } catch {
                throw error.inside("[\(index)]").inside(name)
            }
        }
        return elements
    }
}
