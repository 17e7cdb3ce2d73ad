/// Why a file is no policy: every fault that was found, in the order of the file.
package struct PolicyFaults: Error, Hashable, Sendable, CustomStringConvertible {
    /// The name of the file, as the person gave it.
    package let fileName: String
    /// At least one, at most ``most``.
    package let faults: [PolicyFault]

    /// One line for each fault.
    package var description: String {
        faults.map { $0.description(in: fileName) }.joined(separator: "\n")
    }

    /// No person reads more at once; a file that is something else altogether has one a line.
    package static let most = 200
}
