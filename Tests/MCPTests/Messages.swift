import MCP

/// Gives a text's bytes as a message.
func withMessage<Result>(_ text: String, _ body: (UnsafeRawBufferPointer) -> Result) -> Result {
    withMessage(Array(text.utf8), body)
}

/// Gives bytes as a message.
func withMessage<Result>(_ bytes: [UInt8], _ body: (UnsafeRawBufferPointer) -> Result) -> Result {
    bytes.withUnsafeBytes { body($0) }
}

/// Reads a message, or says why it cannot be read.
func scan(_ text: String) -> Result<Envelope, EnvelopeFault> {
    scan(Array(text.utf8))
}

func scan(_ bytes: [UInt8]) -> Result<Envelope, EnvelopeFault> {
    withMessage(bytes) { message in
        do throws(EnvelopeFault) {
            return .success(try Envelope.scan(message))
        } catch {
            return .failure(error)
        }
    }
}

extension [UInt8] {
    /// The bytes as text, for comparison with an expected text.
    var text: String { String(decoding: self, as: UTF8.self) }
}
