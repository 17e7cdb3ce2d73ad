/// A message of a server, read.
package struct ServerReceived: Sendable {
    /// Where the parts lie; nil where it could not be read.
    package let envelope: Envelope?
    /// What came of it.
    package let step: ServerStep
    /// What is to be done on the server's connection.
    package let effects: [ServerEffect]
}
