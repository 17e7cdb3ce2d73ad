import Glibc

/// A credential of a server, by reference to a file that nobody else can read.
enum SecretFile {
    /// The longest credential, in bytes; a key or a token is far shorter.
    static let longest = 64 * 1024

    /// The content of a file without its last newline. Refuses one that is a link, is not ours, or
    /// that others may read.
    static func read(_ path: String) throws(StartFailure) -> String {
        let file = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
        guard file >= 0 else {
            throw StartFailure(
                "cannot open the credential \(path): \(String(cString: strerror(errno)))",
                next: "check the path in the policy")
        }
        defer { close(file) }
        var about = stat()
        guard fstat(file, &about) == 0, about.st_mode & S_IFMT == S_IFREG else {
            throw StartFailure("the credential \(path) is no plain file", next: "replace it")
        }
        guard about.st_uid == geteuid(), about.st_mode & 0o077 == 0 else {
            throw StartFailure(
                "others may read the credential \(path)",
                next: "make it the supervisor's own and run chmod 600 on it")
        }
        var bytes = [UInt8](repeating: 0, count: longest + 1)
        let count = Glibc.read(file, &bytes, bytes.count)
        guard count >= 0, count <= longest else {
            throw StartFailure("the credential \(path) is over 64 KiB", next: "check what it is")
        }
        var content = bytes.prefix(count)
        if content.last == 0x0A { content.removeLast() }
        guard let text = String(validating: content, as: UTF8.self), !content.contains(0) else {
            throw StartFailure("the credential \(path) is no text", next: "check what it is")
        }
        return text
    }
}
