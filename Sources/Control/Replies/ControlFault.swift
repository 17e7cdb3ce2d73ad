/// Why a request was refused: what happened, and what to do next.
package struct ControlFault: Error, Hashable, Sendable, CustomStringConvertible {
    /// Kinds narrow enough for a program to act upon.
    package enum Code: String, WireWord, CaseIterable {
        /// The line was not understood; nothing was done.
        case badRequest = "bad-request"
        /// The other side speaks another major version.
        case version
        /// The first line was not a hello.
        case helloFirst = "hello-first"
        /// The policy does not let this operator do it.
        case notPermitted = "not-permitted"
        /// There is no such hold, run, agent, server, tool or call.
        case notFound = "not-found"
        /// The card has changed since it was shown: digest or revision differ.
        case stale
        /// The hold was answered, has expired or was withdrawn before.
        case settled
        /// A kill, a pause or a freeze in force forbids it.
        case stopped
        /// An approval needs words of its own.
        case mustJustify = "must-justify"
        /// It is over the ceiling that the policy file sets.
        case overCeiling = "over-ceiling"
        /// The policy file was refused; the one in force stays.
        case policyRefused = "policy-refused"
        /// The trail cannot be written, so nothing that must be recorded can be done.
        case trail
        /// Too many requests or connections of this peer.
        case overloaded
        /// A fault of the supervisor itself.
        case failed
    }

    /// What kind of refusal it is.
    package var code: Code
    /// What happened, to what.
    package var message: String
    /// What to do next.
    package var next: String

    /// Makes a refusal; the texts start in lower case and have no full stop.
    package init(_ code: Code, message: String, next: String) {
        self.code = code
        self.message = message
        self.next = next
    }

    package var description: String { next.isEmpty ? message : "\(message); \(next)" }
}

extension ControlFault: WireValue {
    init(from reader: inout WireReader) throws(WireFault) {
        code = try reader.word("code")
        message = try reader.sentence("message")
        next = try reader.sentence("next")
    }

    func write(to writer: inout WireWriter) {
        writer.word("code", code)
        writer.sentence("message", message)
        writer.sentence("next", next)
    }
}
