/// A listen of a modern agent that names resources, while it is put to the gate.
struct OpeningListen {
    /// The line that tells the agent that the listen stands.
    let acknowledgement: [UInt8]
    /// The resources whose updates the agent wants to hear of.
    let resources: [String]
}
