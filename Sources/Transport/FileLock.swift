import CLinux
import Glibc

/// An exclusive lock on a file, held until the value goes or the process ends; against a second
/// supervisor on the same data.
package struct FileLock: ~Copyable, Sendable {
    private let file: Int32

    /// Takes the lock, making the file (mode 0600) where it is missing. Throws `.inUse`, with the
    /// process id that the holder wrote, where somebody has it.
    package init(path: String) throws(TransportError) {
        let flags = O_RDWR | O_CREAT | O_NOFOLLOW
        let opened = Descriptor(
            try succeed(pc_open(path, flags, 0o600), "cannot open the lock file \(path)"))
        let result = pc_lock_file(opened.number)
        if result == -EWOULDBLOCK {
            let holder = FileLock.holder(opened.number)
            throw TransportError(
                .inUse,
                "\(path) is locked by process \(holder): another supervisor is running; "
                    + "stop it, or choose another --data")
        }
        _ = try succeed(result, "cannot lock \(path)")
        let text = Array("\(getpid())\n".utf8)
        guard ftruncate(opened.number, 0) == 0,
            pwrite(opened.number, text, text.count, 0) == text.count
        else { throw TransportError(.system, "cannot write to \(path)", number: errno) }
        file = opened.release()
    }

    deinit {
        close(file)
    }

    private static func holder(_ file: Int32) -> String {
        var bytes = [UInt8](repeating: 0, count: 16)
        let count = pread(file, &bytes, bytes.count, 0)
        let digits = bytes.prefix(max(count, 0)).prefix { (0x30...0x39).contains($0) }
        return digits.isEmpty ? "unknown" : String(decoding: digits, as: UTF8.self)
    }
}
