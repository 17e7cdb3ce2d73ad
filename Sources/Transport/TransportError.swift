import CLinux

/// Why something of this room could not be done, in words an operator can act on.
package struct TransportError: Error, Equatable, Sendable, CustomStringConvertible {
    /// What a caller may want to tell apart.
    package enum Code: Sendable, Hashable {
        case pathTooLong, unsafeDirectory, inUse, notASocket, unreachable, untrustedPeer
        case unsuitableDescriptor, invalidCommand, timedOut, closed, tooLong, unreadable, system
    }

    /// What kind of failure it is.
    package let code: Code
    /// What happened, to what, and what to do; lower case, no full stop.
    package let message: String
    /// The system's error number, or 0 where none stands behind it.
    package let number: Int32

    package init(_ code: Code, _ message: String, number: Int32 = 0) {
        self.code = code
        self.message = message
        self.number = number
    }

    /// The message, with the system's words where there are some.
    package var description: String {
        number == 0 ? message : "\(message): \(TransportError.words(for: number))"
    }

    /// The system's words and name for an error number, as in `no such file or directory (ENOENT)`.
    package static func words(for number: Int32) -> String {
        let text = pc_error_words(number).map { String(cString: $0) } ?? "error \(number)"
        guard let name = pc_error_name(number) else { return text.lowercasedFirst }
        return "\(text.lowercasedFirst) (\(String(cString: name)))"
    }
}

extension String {
    fileprivate var lowercasedFirst: String { prefix(1).lowercased() + dropFirst() }
}

/// Turns a result of the C shims, where a negative number is a negated errno, into a value or an error.
func succeed(
    _ result: Int32, _ code: TransportError.Code, _ message: @autoclosure () -> String
) throws(TransportError) -> Int32 {
    guard result < 0 else { return result }
    throw TransportError(code, message(), number: -result)
}

func succeed(
    _ result: Int32, _ message: @autoclosure () -> String
) throws(TransportError) -> Int32 {
    try succeed(result, .system, message())
}
