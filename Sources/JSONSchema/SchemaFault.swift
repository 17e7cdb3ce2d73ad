/// One way in which a value is not what its schema asks for, or could not be checked.
package struct SchemaFault: Hashable, Sendable, CustomStringConvertible {
    /// JSON pointer (RFC 6901) to the part of the value; the agent's text.
    package let instance: String
    /// The schema's keyword; empty where a schema is `false` or the check itself failed.
    package let keyword: String
    /// JSON pointer from the schema's root to the keyword; the server's text.
    package let location: String
    /// What is wrong, as the end of a sentence that begins with the part; may hold names from the
    /// value and the schema, so that it is shown as untrusted text.
    package let sentence: String

    package var description: String {
        "\(instance.isEmpty ? "the value" : instance) \(sentence)"
    }
}
