package import JSON

/// Why a line is no message that Pullcord takes on.
package struct EnvelopeFault: Error, Sendable, Equatable, CustomStringConvertible {
    /// What is wrong; a closed set.
    package enum Kind: Sendable, Equatable {
        /// The line is no JSON text.
        case syntax(JSONError)
        /// JSON, but neither an object nor an array.
        case notAnObject
        /// An array: a batch, to be split by `Batch` where the revision has them.
        case batch
        /// `jsonrpc` is missing or not "2.0".
        case wrongVersion
        /// `id` is null, a fraction, too long, or of another kind.
        case badID
        /// Neither a request, nor a notification, nor one answer.
        case notAMessage
        /// A key comes twice in the envelope, `params`, `_meta`, `result` or `error`.
        case duplicateKey
        /// A key with a meaning is spelled with escapes, so that two readers may differ.
        case escapedKey
        /// More members in one of these objects than `Limits.members`.
        case tooManyMembers
        /// A member with a meaning is of the wrong kind.
        case wrongKind(Part)
    }

    /// What is wrong.
    package let kind: Kind
    /// The id of the message, where it was read before the fault; an error can carry it.
    package let id: RequestID?
    /// Whether the message is an answer, so that nothing may be answered to it.
    package let isAnswer: Bool
    /// Whether a method was read, so that with an id it is a request that is owed an answer.
    package let isRequest: Bool

    /// The same fault of bytes that are not UTF-8, with the id of the message: whoever waits for it
    /// is owed an answer. Such bytes are refused before anything is read; for the id alone they are
    /// read as question marks, which can stand only within strings, as they can. The id itself is
    /// what came; one that is no UTF-8 is none.
    func identified(
        in message: UnsafeRawBufferPointer, _ limits: JSONLimits
    ) -> EnvelopeFault {
        let plain = message.map { $0 < 0x80 ? $0 : UInt8(ascii: "?") }
        return plain.withUnsafeBytes { bytes in
            var scan = EnvelopeScan(bytes)
            do throws(EnvelopeFault) {
                let found = try scan.run(limits)
                return EnvelopeFault(
                    kind: kind, id: scan.identifier(in: message), isAnswer: found.isAnswer,
                    isRequest: found.kind == .request)
            } catch {
                return EnvelopeFault(
                    kind: kind, id: scan.identifier(in: message), isAnswer: error.isAnswer,
                    isRequest: error.isRequest)
            }
        }
    }

    /// The code that the sender of a request is answered with.
    package var code: ErrorCode {
        switch kind {
        case .syntax: .parseError
        case .wrongKind(let part) where part.place.level != .envelope: .invalidParams
        default: .invalidRequest
        }
    }

    package var description: String {
        switch kind {
        case .syntax(let error): "not JSON: \(error.description)"
        case .notAnObject: "a message must be a JSON object"
        case .batch: "batches belong to revision 2025-03-26 alone; send each message on its own"
        case .wrongVersion: "\"jsonrpc\" must be \"2.0\""
        case .badID: "an id must be a string or an integer of at most \(Limits.idBytes) bytes"
        case .notAMessage: "neither a request, nor a notification, nor an answer"
        case .duplicateKey: "a key comes twice; its two readings could differ"
        case .escapedKey: "a key of the protocol is spelled with escapes; write it plainly"
        case .tooManyMembers: "more than \(Limits.members) members in one object"
        case .wrongKind(let part): "\"\(part.place.key)\" is of the wrong kind"
        }
    }
}

extension Envelope {
    fileprivate var isAnswer: Bool { kind == .result || kind == .error }
}
