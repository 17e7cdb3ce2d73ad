/// What is wrong with an entry that a caller wants recorded.
package enum DraftFault: Error, Sendable, Equatable, CustomStringConvertible {
    case type(String)
    case kind(String)
    case time(Int64)
    case tooManyPayloads(Int)
    case data(CanonicalFault)
    case tooLong(Int)
    case payloadTooLong(Int)
    case empty

    package var description: String {
        switch self {
        case .type(let text): "the type \"\(text)\" is not of the form noun.verb_past"
        case .kind(let text): "the kind \"\(text)\" is not a word of at most 32 small letters"
        case .time(let time): "the time \(time) is before 1970"
        case .tooManyPayloads(let count):
            "it has \(count) payloads, at most \(EntryDraft.maximumPayloads) fit"
        case .data(let fault): "its data is not a canonical JSON object \(fault)"
        case .tooLong(let count):
            "it may take \(count) bytes, at most \(EntryForm.maximumBytes) fit; use a payload"
        case .payloadTooLong(let count): "a payload of \(count) bytes is too long to be kept"
        case .empty: "there is nothing to append"
        }
    }
}
