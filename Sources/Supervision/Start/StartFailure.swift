/// Why the supervisor does not start: what happened, and what to do next.
package struct StartFailure: Error, CustomStringConvertible {
    package let message: String
    package let next: String
    /// What is wrong in the policy, each with its place; empty where it is something else.
    package let faults: [String]

    package init(_ message: String, next: String, faults: [String] = []) {
        self.message = message
        self.next = next
        self.faults = faults
    }

    package var description: String { next.isEmpty ? message : "\(message); \(next)" }
}
