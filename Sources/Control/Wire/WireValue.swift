/// A value that travels as one JSON object of the control protocol.
protocol WireValue: Sendable, Hashable {
    /// Reads the value's own fields; the reader checks afterwards that no other was there.
    init(from reader: inout WireReader) throws(WireFault)
    /// Writes the value's fields in the order in which they are documented.
    func write(to writer: inout WireWriter)
}

/// A closed set of words, such as the states of a hold.
protocol WireWord: Sendable, Hashable {
    /// Reads the word of the wire; nil when there is no such word.
    init?(word: String)
    /// The word of the wire.
    var word: String { get }
}

extension WireWord where Self: RawRepresentable, RawValue == String {
    init?(word: String) { self.init(rawValue: word) }
    var word: String { rawValue }
}
