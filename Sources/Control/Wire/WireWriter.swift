import JSON

/// Writes the fields of one value after another; absent fields are left out, never null.
struct WireWriter {
    private var json = JSONWriter(capacity: 512)

    /// The largest number that is written as a JSON number: every reader has it exactly.
    static let largestCount = 1 << 53 - 1

    /// What has been written.
    var bytes: [UInt8] { json.bytes }

    /// A value without a name: the line itself, or an element of a list.
    mutating func write(_ value: some WireValue) {
        json.beginObject()
        value.write(to: &self)
        json.endObject()
    }

    mutating func text(_ name: String, _ text: String) {
        json.member(name, text)
    }

    mutating func optionalText(_ name: String, _ text: String?) {
        if let text { json.member(name, text) }
    }

    mutating func texts(_ name: String, _ texts: [String]) {
        json.name(name)
        json.beginArray()
        for text in texts { json.value(text) }
        json.endArray()
    }

    /// Prose of ours or of the policy: over the limit it is cut, and the cut is counted.
    mutating func sentence(_ name: String, _ sentence: String) {
        json.member(name, ControlLimits.cut(sentence))
    }

    mutating func optionalSentence(_ name: String, _ sentence: String?) {
        if let sentence { self.sentence(name, sentence) }
    }

    mutating func sentences(_ name: String, _ sentences: [String]) {
        texts(name, sentences.map(ControlLimits.cut))
    }

    mutating func word(_ name: String, _ word: some WireWord) {
        json.member(name, word.word)
    }

    mutating func optionalWord(_ name: String, _ word: (some WireWord)?) {
        if let word { json.member(name, word.word) }
    }

    mutating func words(_ name: String, _ words: [some WireWord]) {
        texts(name, words.map(\.word))
    }

    /// A small number. One below zero or beyond `largestCount` has no meaning as a count.
    mutating func count(_ name: String, _ count: Int) {
        json.member(name, min(max(count, 0), Self.largestCount))
    }

    mutating func optionalCount(_ name: String, _ count: Int?) {
        if let count { self.count(name, count) }
    }

    mutating func counts(_ name: String, _ counts: [Int]) {
        json.name(name)
        json.beginArray()
        for count in counts { json.value(min(max(count, 0), Self.largestCount)) }
        json.endArray()
    }

    mutating func flag(_ name: String, _ flag: Bool) {
        json.member(name, flag)
    }

    /// A number of 64 bits, as a text of digits.
    mutating func number(_ name: String, _ number: some FixedWidthInteger) {
        json.member(name, String(number))
    }

    mutating func optionalNumber(_ name: String, _ number: (some FixedWidthInteger)?) {
        if let number { self.number(name, number) }
    }

    mutating func value(_ name: String, _ value: some WireValue) {
        json.name(name)
        write(value)
    }

    mutating func optionalValue(_ name: String, _ value: (some WireValue)?) {
        if let value { self.value(name, value) }
    }

    mutating func values(_ name: String, _ values: [some WireValue]) {
        json.name(name)
        json.beginArray()
        for value in values { write(value) }
        json.endArray()
    }
}
