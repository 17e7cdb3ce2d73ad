import Glibc
import SafeText

/// The program that runs.
enum ThisProgram {
    /// Its own whole path, by which it can be started again.
    static func path() throws(CommandFailure) -> String {
        guard let resolved = realpath("/proc/self/exe", nil) else {
            throw CommandFailure(
                .refused, "cannot tell where this program lies: \(SystemError.words())")
        }
        defer { free(resolved) }
        return String(cString: resolved)
    }
}
