/// Why the supervisor does not start: what happened, and what to do next.
package struct StartFailure: Error, CustomStringConvertible {
    package let message: String
    package let next: String

    package init(_ message: String, next: String) {
        self.message = message
        self.next = next
    }

    package var description: String { next.isEmpty ? message : "\(message); \(next)" }
}
