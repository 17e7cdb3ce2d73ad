import Glibc
import SafeText

/// An error number of the system in words.
enum SystemError {
    /// `permission denied`, in lower case as our messages are.
    static func words(_ number: Int32 = errno) -> SafeText {
        // POSIX's form: it fills the buffer, and leaves "unknown error" there for a strange number.
        var text = [CChar](repeating: 0, count: 256)
        strerror_r(number, &text, text.count)
        let bytes = text.prefix { $0 != 0 }.map(UInt8.init(bitPattern:))
        return SafeText(untrusted: String(decoding: bytes, as: UTF8.self).lowercased())
    }
}
