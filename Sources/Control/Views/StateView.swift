/// A state that every header and card shows in capitals, and why it is so.
package struct StateView: Hashable, Sendable {
    /// The states a header may show.
    package enum Kind: String, WireWord, CaseIterable {
        /// A control failed its own proof, or something is not as it should be.
        case degraded
        /// The kill switch is engaged in some scope.
        case killed
        /// Everybody's writes are refused.
        case frozen
        /// User ids are shared, so separation is not what it seems (design section 2).
        case unguarded
    }

    /// Which state.
    package var kind: Kind
    /// Why, one sentence each; what to do stands in it.
    package var reasons: [String]

    /// Makes the view of its parts.
    package init(
        kind: Kind, reasons: [String]
    ) {
        self.kind = kind
        self.reasons = reasons
    }
}

extension StateView: WireValue {
    init(from reader: inout WireReader) throws(WireFault) {
        kind = try reader.word("kind")
        reasons = try reader.sentences("reasons")
    }

    func write(to writer: inout WireWriter) {
        writer.word("kind", kind)
        writer.sentences("reasons", reasons)
    }
}
