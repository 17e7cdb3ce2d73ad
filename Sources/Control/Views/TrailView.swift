package import Governance

/// The head of the trail.
package struct TrailView: Hashable, Sendable {
    /// The name of the trail.
    package var origin: String
    /// Entries that are durable.
    package var size: UInt64
    /// The root of the Merkle tree over them.
    package var root: Digest
    /// Entries sequenced and not durable yet.
    package var waiting: Int
    /// The age of the oldest of these; 0 when there is none.
    package var lagNanoseconds: Int64
    /// Why the trail cannot be written, when it cannot.
    package var fault: String?

    /// Makes the view of its parts.
    package init(
        origin: String, size: UInt64, root: Digest, waiting: Int, lagNanoseconds: Int64,
        fault: String? = nil
    ) {
        self.origin = origin
        self.size = size
        self.root = root
        self.waiting = waiting
        self.lagNanoseconds = lagNanoseconds
        self.fault = fault
    }
}

extension TrailView: WireValue {
    init(from reader: inout WireReader) throws(WireFault) {
        origin = try reader.text("origin", limit: ControlLimits.nameBytes)
        size = try reader.number("size")
        root = try reader.digest("root")
        waiting = try reader.count("waiting")
        lagNanoseconds = try reader.number("lagNanoseconds")
        fault = try reader.optionalSentence("fault")
    }

    func write(to writer: inout WireWriter) {
        writer.text("origin", origin)
        writer.number("size", size)
        writer.text("root", root.hexadecimal)
        writer.count("waiting", waiting)
        writer.number("lagNanoseconds", lagNanoseconds)
        writer.optionalSentence("fault", fault)
    }
}
