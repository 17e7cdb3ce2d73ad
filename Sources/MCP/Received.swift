/// A message of an agent, read: where its parts lie and what to do with it.
package struct Received: Sendable {
    /// Where the parts lie; nil where the message could not be read or is a batch.
    package let envelope: Envelope?
    package let step: AgentStep
    /// Answers of whole batches that this message completed; write them, whatever the step.
    package let batchAnswers: [[UInt8]]
}
