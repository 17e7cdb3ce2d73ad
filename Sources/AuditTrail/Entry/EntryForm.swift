/// The bytes of an entry, format version 1, frozen by golden files:
/// `{"call":"7","data":{…},"payloads":[{"c":"…","kind":"arguments","len":64}],"time":"…",
/// "type":"call.proposed","v":1}` in one line. `call` is left out where there is none. A payload
/// that is kept by its commitment only has `"kept":false` before `kind`.
enum EntryForm {
    static let version = 1
    /// An entry bundle of tlog-tiles gives the length of an entry in two bytes.
    static let maximumBytes = 65_535
    /// No more than this around data and payloads.
    static let overhead = 160
    /// No more than this for each payload, without its kind.
    static let payloadOverhead = 140

    static func append(
        _ draft: EntryDraft, commitments: some Collection<(hash: MerkleHash, isKept: Bool)>,
        to bytes: inout [UInt8]
    ) {
        bytes.append(UInt8(ascii: "{"))
        if let call = draft.call {
            append("\"call\":\"", to: &bytes)
            append(call, to: &bytes)
            append("\",", to: &bytes)
        }
        append("\"data\":", to: &bytes)
        bytes.append(contentsOf: draft.data)
        append(",\"payloads\":[", to: &bytes)
        var isFirst = true
        for (payload, commitment) in zip(draft.payloads, commitments) {
            append(isFirst ? "{\"c\":\"" : ",{\"c\":\"", to: &bytes)
            isFirst = false
            commitment.hash.withUnsafeBytes { Hex.append($0, to: &bytes) }
            append(
                commitment.isKept ? "\",\"kind\":\"" : "\",\"kept\":false,\"kind\":\"", to: &bytes)
            bytes.append(contentsOf: payload.kind.utf8)
            append("\",\"len\":", to: &bytes)
            append(UInt64(payload.bytes.count), to: &bytes)
            bytes.append(UInt8(ascii: "}"))
        }
        append("],\"time\":\"", to: &bytes)
        append(UInt64(draft.wallNanoseconds), to: &bytes)
        append("\",\"type\":\"", to: &bytes)
        bytes.append(contentsOf: draft.type.utf8)
        append("\",\"v\":1}", to: &bytes)
    }

    private static func append(_ literal: StaticString, to bytes: inout [UInt8]) {
        bytes.append(
            contentsOf: UnsafeBufferPointer(
                start: literal.utf8Start, count: literal.utf8CodeUnitCount))
    }

    static func append(_ number: UInt64, to bytes: inout [UInt8]) {
        // Twenty digits are the most of 64 bits.
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 20) { digits in
            var first = digits.count
            var rest = number
            repeat {
                first -= 1
                digits[first] = UInt8(ascii: "0") + UInt8(rest % 10)
                rest /= 10
            } while rest > 0
            bytes.append(contentsOf: UnsafeBufferPointer(rebasing: digits[first...]))
        }
    }
}
