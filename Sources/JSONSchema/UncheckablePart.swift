/// A part of a schema that is not checked, and why. The rest of the schema is enforced.
package struct UncheckablePart: Hashable, Sendable, CustomStringConvertible {
    /// Why a part is not checked; a closed list, each with the words for a person.
    package enum Reason: String, Hashable, Sendable, CaseIterable {
        /// `$ref` to a document that is not inside this one; nothing is ever fetched.
        case remoteReference = "reference outside of the schema"
        /// `$ref` to a place that this document does not have.
        case missingReference = "reference to nothing"
        /// `$dynamicRef`, `$recursiveRef`.
        case dynamicReference = "dynamic reference"
        /// A reference that leads back to itself without going deeper into the value.
        case endlessReference = "reference to itself"
        /// `$vocabulary`.
        case vocabulary = "custom vocabulary"
        /// `unevaluatedItems`, `unevaluatedProperties`.
        case unevaluated = "unevaluated keyword"
        /// A pattern that cannot be matched exactly and in linear time.
        case pattern = "pattern"
        /// `$schema` names neither 2020-12 nor draft-07.
        case dialect = "unknown dialect"
        /// A keyword whose value its dialect does not allow.
        case malformed = "malformed keyword"
        /// `multipleOf` with more digits than are calculated with.
        case longNumber = "number too long"
        /// The schema is over `SchemaLimits`.
        case tooLarge = "schema too large"
    }

    package let reason: Reason
    /// JSON pointer (RFC 6901) from the schema's root to the keyword; the server's text.
    package let location: String
    /// What exactly stands there, in words or as the server's text: the URI of a remote reference,
    /// the reference that leads nowhere.
    package let detail: String

    package var description: String {
        "\(reason.rawValue) at \(location.isEmpty ? "the root" : location): \(detail)"
    }
}
