import Glibc
import SafeText

/// The file that stops everything without any socket: that it is there is all it says.
enum KillFile {
    /// Makes it, empty; nil when it is there, else why it is not.
    static func make(_ path: String) -> String? {
        let file = open(path, O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard file >= 0 else { return SystemError.words().plain }
        close(file)
        return nil
    }
}
