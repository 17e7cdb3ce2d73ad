import Glibc

/// Why a line could not be printed.
package enum SafeOutputError: Error, Equatable, CustomStringConvertible {
    /// The reader closed its end; a command stops then, in silence, as tools in a pipe do.
    case readerLeft
    /// The write failed for another reason.
    case failed(errno: Int32)

    package var description: String {
        switch self {
        case .readerLeft:
            "the reader of the output left; nothing more can be written"
        case .failed(let errno):
            "writing the output failed: \(String(cString: strerror(errno))); check where it goes"
        }
    }
}
