package import JSON

/// Where the parts of one message lie in the bytes received, read in one pass that checks the whole
/// text. The bytes are kept by the caller; nothing is built but the ids.
///
/// The offsets hold for the bytes scanned and for any copy of them.
package struct Envelope: Sendable {
    /// The four shapes of a JSON-RPC message.
    package enum Kind: Sendable, Hashable {
        case request, notification, result, error
    }

    package let kind: Kind
    /// The id; nil for a notification, and for an error that answers nothing in particular.
    package let id: RequestID?
    /// The method of a request or notification; nil for an answer and where no revision knows it.
    package let method: Method?
    /// The length of the message in bytes.
    package let count: Int
    /// Whether the envelope or its `params` has a member without a meaning for Pullcord.
    let hasOthers: Bool
    /// The parts that the message has.
    let present: PartSet
    private let members: InlineArray<52, Member>

    init(
        kind: Kind, id: RequestID?, method: Method?, count: Int, hasOthers: Bool,
        present: PartSet, members: InlineArray<52, Member>
    ) {
        self.kind = kind
        self.id = id
        self.method = method
        self.count = count
        self.hasOthers = hasOthers
        self.present = present
        self.members = members
    }

    /// Where a part lies, or nil where the message has none.
    package subscript(_ part: Part) -> Member? {
        present.contains(part) ? members[Int(part.rawValue)] : nil
    }

    /// Whether the message has that part.
    package func has(_ part: Part) -> Bool { present.contains(part) }

    /// The text of a string part, its escapes undone; nil where there is none or it is no string.
    package func text(_ part: Part, in message: UnsafeRawBufferPointer) -> String? {
        guard let member = self[part], member.kind(in: message) == .string else { return nil }
        return MessageText.string(member.range, in: message)
    }

    /// An id or token that stands in a part; nil where there is none or it is of another kind.
    package func identifier(_ part: Part, in message: UnsafeRawBufferPointer) -> RequestID? {
        guard let member = self[part] else { return nil }
        return RequestID(message, member.range, isEscaped: member.isEscaped)
    }

    /// The code of an error; nil where there is none or it is no integer.
    package func errorCode(in message: UnsafeRawBufferPointer) -> ErrorCode? {
        guard let member = self[.code], let value = Decimals.integer(message[member.range]) else {
            return nil
        }
        return ErrorCode(value)
    }

    /// The bytes of a part's value in a copy of their own; nil where there is none.
    package func bytes(_ part: Part, in message: UnsafeRawBufferPointer) -> [UInt8]? {
        self[part].map { Array(message[$0.range]) }
    }

    /// The value of a part as a tree; nil where there is none. Throws where it cannot be read as
    /// one, as with a key that comes twice inside.
    package func value(
        _ part: Part, in message: UnsafeRawBufferPointer
    ) throws(JSONError) -> JSONValue? {
        guard let member = self[part] else { return nil }
        return try JSONValue.parse(UnsafeRawBufferPointer(rebasing: message[member.range]))
    }

    /// Reads a message.
    ///
    /// - Parameters:
    ///   - message: one line without its newline, or one element of a batch.
    ///   - limits: length and depth over which the text is refused.
    /// - Returns: where the parts lie.
    /// - Throws: what is wrong, with the id where one could be read.
    package static func scan(
        _ message: UnsafeRawBufferPointer, limits: JSONLimits = .message
    ) throws(EnvelopeFault) -> Envelope {
        do throws(EnvelopeFault) {
            var scan = EnvelopeScan(message)
            return try scan.run(limits)
        } catch {
            guard case .syntax(let json) = error.kind, json.kind == .invalidUTF8 else {
                throw error
            }
            throw error.identified(in: message, limits)
        }
    }
}
