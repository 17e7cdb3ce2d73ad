import Control
import Governance
import JSON

/// What a call carries, as received: what its card shows, and what the trail keeps beside its entry.
struct CallContent: Sendable {
    let arguments: [UInt8]
    /// What its server gets beside the arguments, by pointers (``Envelope/alsoSent``); nil is none.
    let alsoSent: [UInt8]?

    /// All that a person would have to read.
    var byteCount: Int { arguments.count + (alsoSent?.count ?? 0) }

    /// The kinds of payload that hold it.
    static let argumentsKind = "arguments"
    static let alsoSentKind = "extra"

    /// The arguments and what goes with them, as a card lists them. The gate read these bytes
    /// before; a card without arguments cannot be approved.
    func lists() throws -> (arguments: ArgumentList, alsoSent: ArgumentList?) {
        let own = try arguments.withUnsafeBytes { try ArgumentList($0) }
        let other = try alsoSent?.withUnsafeBytes { try ArgumentList($0, isOfPointers: true) }
        return (own, other)
    }

    /// How much of it a card can show.
    var showing: HoldAnswer.Showing {
        do {
            let (own, other) = try lists()
            return own.isWhole && other?.isWhole ?? true ? .whole : .cut
        } catch {
            return .nothing
        }
    }
}

/// A call's content as the gate reads it; read on any thread.
struct ReadContent: Sendable {
    /// The longest message that is read on the loop, in bytes: where each few of them are a value
    /// of their own some 3 ms, and usually far less.
    static let bytesOnLoop = 64 << 10

    let content: CallContent
    /// The arguments; nil where they, or what goes with them, can be read in more than one way.
    let tree: JSONValue?
    let fault: String?
    /// What the digest is over.
    let canonical: [UInt8]
}
