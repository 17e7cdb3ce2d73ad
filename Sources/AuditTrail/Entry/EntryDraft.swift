/// What a caller wants recorded. The writer adds commitments and the sequence number. A class: it goes
/// through several hands, from the loop to the writer, and nothing of it changes on the way.
package final class EntryDraft: Sendable {
    /// `noun.verb_past` in lower-case ASCII, at most 64 bytes.
    package let type: String
    /// The call it belongs to; entries of one call are found by it.
    package let call: UInt64?
    /// One canonical JSON object (RFC 8785): sorted ASCII names, integers and strings only (also
    /// in lists and objects, true, false and null).
    package let data: [UInt8]
    /// At most `maximumPayloads`.
    package let payloads: [PayloadDraft]
    /// Wall clock, nanoseconds since 1970, not negative.
    package let wallNanoseconds: Int64
    /// Whether whoever wrote `data` vouches for its form: it is read again in debug builds only.
    private let isCanonical: Bool

    /// The place of a payload in its entry is four bits of its key.
    package static let maximumPayloads = 16
    package static let maximumTypeBytes = 64
    package static let maximumKindBytes = 32

    package init(
        type: String, call: UInt64? = nil, data: [UInt8] = Array("{}".utf8),
        payloads: [PayloadDraft] = [], wallNanoseconds: Int64, isCanonical: Bool = false
    ) {
        self.type = type
        self.call = call
        self.data = data
        self.payloads = payloads
        self.wallNanoseconds = wallNanoseconds
        self.isCanonical = isCanonical
    }

    /// Throws where the entry would not have the form that readers rely on.
    func check() throws(TrailError) {
        guard Self.isType(type) else { throw .draft(.type(type)) }
        guard wallNanoseconds >= 0 else { throw .draft(.time(wallNanoseconds)) }
        guard payloads.count <= Self.maximumPayloads else {
            throw .draft(.tooManyPayloads(payloads.count))
        }
        for payload in payloads where !Self.isKind(payload.kind) {
            throw .draft(.kind(payload.kind))
        }
        if isCanonical {
            assert((try? readData()) != nil, "the data of \(type) is not canonical")
        } else {
            do throws(CanonicalFault) { try readData() } catch { throw .draft(.data(error)) }
        }
        guard upperBound <= EntryForm.maximumBytes else { throw .draft(.tooLong(upperBound)) }
    }

    private func readData() throws(CanonicalFault) {
        try data.withUnsafeBufferPointer { (bytes) throws(CanonicalFault) in
            var text = CanonicalText(UnsafeRawBufferPointer(bytes))
            try text.skipObject()
            try text.end()
        }
    }

    /// No entry of this draft is longer.
    private var upperBound: Int {
        let perPayload = EntryForm.payloadOverhead + Self.maximumKindBytes
        return data.count + EntryForm.overhead + Self.maximumTypeBytes + payloads.count * perPayload
    }

    private static func isType(_ text: String) -> Bool {
        var text = text
        return text.withUTF8 { bytes in
            guard bytes.count <= maximumTypeBytes,
                let dot = bytes.firstIndex(of: UInt8(ascii: "."))
            else { return false }
            let (noun, verb) = (bytes[..<dot], bytes[(dot + 1)...])
            return !noun.isEmpty && !verb.isEmpty && noun.allSatisfy(isWordByte)
                && verb.allSatisfy(isWordByte)
        }
    }

    private static func isKind(_ text: String) -> Bool {
        let bytes = text.utf8
        return !bytes.isEmpty && bytes.count <= maximumKindBytes && bytes.allSatisfy(isWordByte)
    }

    private static func isWordByte(_ byte: UInt8) -> Bool {
        byte >= 0x61 && byte <= 0x7a || byte >= 0x30 && byte <= 0x39 || byte == 0x5f
    }
}
