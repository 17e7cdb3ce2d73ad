import CRegex

/// Owns one compiled RE2 object.
///
/// Sendable by this proof: the pointer is set once, before the object is shared, and freed by the
/// last owner alone; in between only `const` functions of RE2 are called on it, which re2.h
/// documents as "safe for concurrent use by multiple threads" (the automata that they
/// build lazily have locks of their own).
final class CompiledExpression: @unchecked Sendable {
    private let pointer: OpaquePointer

    /// Number of instructions, at least 1.
    let programSize: Int

    /// Compiles text of RE2's own syntax.
    init(_ text: String) throws(PatternError) {
        var text = text
        var reason = [CChar](repeating: 0, count: 256)
        let compiled = text.withUTF8 { bytes in
            pullcord_regex_new(bytes.baseAddress, bytes.count, &reason, reason.count)
        }
        guard let compiled else {
            let spelled = reason.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
            throw PatternError(.refused(String(decoding: spelled, as: UTF8.self)))
        }
        pointer = compiled
        programSize = max(1, Int(pullcord_regex_program_size(compiled)))
    }

    deinit { pullcord_regex_free(pointer) }

    func matches(_ subject: UnsafeBufferPointer<UInt8>) -> Bool {
        pullcord_regex_match(pointer, subject.baseAddress, subject.count) == 1
    }
}
