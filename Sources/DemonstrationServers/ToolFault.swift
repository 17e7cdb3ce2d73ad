/// Why a demonstration server did not do what it was asked: the text of a result with `isError`.
struct ToolFault: Error {
    let message: String

    init(_ message: String) {
        self.message = message
    }
}
