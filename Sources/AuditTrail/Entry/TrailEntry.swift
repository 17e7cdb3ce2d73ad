/// One entry as it was stored.
package struct TrailEntry: Sendable, Equatable {
    /// Its place in the log, from 0.
    package let sequence: UInt64
    /// The exact bytes that the tree commits to.
    package let bytes: [UInt8]
    package let type: String
    package let call: UInt64?
    /// Wall clock, nanoseconds since 1970.
    package let wallNanoseconds: Int64
    package let payloads: [PayloadReference]
    private let dataRange: Range<Int>

    /// Throws for bytes that are no entry of format version 1.
    package init(sequence: UInt64, bytes: [UInt8]) throws(CanonicalFault) {
        let parts = try bytes.withUnsafeBufferPointer { (buffer) throws(CanonicalFault) in
            try Parts(UnsafeRawBufferPointer(buffer))
        }
        self.sequence = sequence
        self.bytes = bytes
        type = parts.type
        call = parts.call
        wallNanoseconds = parts.time
        payloads = parts.payloads
        dataRange = parts.data
    }

    /// The caller's data, a canonical JSON object.
    package var data: ArraySlice<UInt8> { bytes[dataRange] }

    /// Where the payload of this kind stands; the first of several.
    package func payloadIndex(kind: String) -> Int? {
        payloads.firstIndex { $0.kind == kind }
    }
}

/// The parts of an entry, read in the one order they can have.
private struct Parts {
    var call: UInt64?
    var data: Range<Int>
    var payloads: [PayloadReference] = []
    var time: Int64
    var type: String

    init(_ buffer: UnsafeRawBufferPointer) throws(CanonicalFault) {
        var text = CanonicalText(buffer)
        try text.expect("{")
        if text.take("\"call\":") {
            let digits = String(decoding: buffer[try text.skipString(isName: true)], as: UTF8.self)
            guard let number = UInt64(digits), String(number) == digits else {
                throw text.fault("the number of a call")
            }
            call = number
            try text.expect(",")
        }
        try text.expect("\"data\":")
        let start = text.offset
        try text.skipObject()
        data = start..<text.offset
        try text.expect(",\"payloads\":[")
        if !text.take("]") {
            repeat {
                payloads.append(try Self.payload(&text, buffer))
            } while text.take(",")
            try text.expect("]")
        }
        try text.expect(",\"time\":")
        let digits = String(decoding: buffer[try text.skipString(isName: true)], as: UTF8.self)
        guard let number = Int64(digits), number >= 0, String(number) == digits else {
            throw text.fault("a time in nanoseconds")
        }
        time = number
        try text.expect(",\"type\":")
        type = String(decoding: buffer[try text.skipString(isName: true)], as: UTF8.self)
        try text.expect(",\"v\":1}")
        try text.end()
    }

    private static func payload(
        _ text: inout CanonicalText, _ buffer: UnsafeRawBufferPointer
    ) throws(CanonicalFault) -> PayloadReference {
        try text.expect("{\"c\":")
        let digits = buffer[try text.skipString(isName: true)]
        guard let bytes = Hex.bytes(of: digits), let hash = MerkleHash(bytes) else {
            throw text.fault("a commitment of 32 bytes")
        }
        let isKept = !text.take(",\"kept\":false")
        try text.expect(",\"kind\":")
        let kind = String(decoding: buffer[try text.skipString(isName: true)], as: UTF8.self)
        try text.expect(",\"len\":")
        let length = try text.integer()
        guard length >= 0 else { throw text.fault("a length") }
        try text.expect("}")
        return PayloadReference(
            kind: kind, length: Int(length), commitment: hash, isKept: isKept)
    }
}
