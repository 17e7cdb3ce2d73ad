import Glibc

/// A system call on a file that failed.
struct FileFault: Error, CustomStringConvertible {
    let path: String
    let action: String
    let number: Int32

    init(_ action: String, _ path: String, _ number: Int32 = errno) {
        self.path = path
        self.action = action
        self.number = number
    }

    var description: String { "cannot \(action) \(path): \(SystemError.text(number))" }
}

/// Small files, whole.
enum Files {
    /// A new name in a folder is durable once the folder is.
    static func syncFolder(of path: String) throws(FileFault) {
        let cut = path.lastIndex(of: "/")
        try syncFolder(cut.map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? ".")
    }

    static func syncFolder(_ folder: String) throws(FileFault) {
        let file = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard file >= 0 else { throw FileFault("open the folder", folder) }
        defer { close(file) }
        guard fsync(file) == 0 else { throw FileFault("sync the folder", folder) }
    }

    /// Nil where there is no such file.
    static func read(_ path: String, limit: Int) throws(FileFault) -> [UInt8]? {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else {
            if errno == ENOENT { return nil }
            throw FileFault("open", path)
        }
        defer { close(file) }
        var bytes = [UInt8](repeating: 0, count: limit + 1)
        var count = 0
        while count < bytes.count {
            let part = bytes.withUnsafeMutableBytes {
                Glibc.read(file, $0.baseAddress.map { $0 + count }, $0.count - count)
            }
            if part < 0 && errno == EINTR { continue }
            guard part >= 0 else { throw FileFault("read", path) }
            if part == 0 { break }
            count += part
        }
        guard count <= limit else { throw FileFault("read", path, EFBIG) }
        return Array(bytes.prefix(count))
    }

    /// Writes beside the file and puts it in its place, so that a reader sees old or new, whole.
    static func replace(
        _ path: String, with bytes: [UInt8], syncing: Syncing
    ) throws(FileFault) {
        let beside = path + ".new"
        try write(bytes, to: beside, flags: O_CREAT | O_TRUNC, sync: syncing != .nothing)
        guard rename(beside, path) == 0 else { throw FileFault("rename onto", path) }
        if syncing == .bytesAndName { try syncFolder(of: path) }
    }

    /// What of a file that takes another's place survives a power cut.
    enum Syncing {
        case nothing
        /// The old file or the new one, each whole.
        case bytes
        /// The new file.
        case bytesAndName
    }

    static func write(
        _ bytes: [UInt8], to path: String, flags: Int32, sync: Bool
    ) throws(FileFault) {
        let file = open(path, O_WRONLY | O_CLOEXEC | O_NOFOLLOW | flags, 0o600)
        guard file >= 0 else { throw FileFault("open for writing", path) }
        defer { close(file) }
        var done = 0
        while done < bytes.count {
            let part = bytes.withUnsafeBytes {
                Glibc.write(file, $0.baseAddress.map { $0 + done }, $0.count - done)
            }
            if part < 0 && errno == EINTR { continue }
            guard part > 0 else { throw FileFault("write", path) }
            done += part
        }
        guard !sync || fsync(file) == 0 else { throw FileFault("sync", path) }
    }

    static func makeFolder(_ path: String) throws(FileFault) {
        guard mkdir(path, 0o700) == 0 || errno == EEXIST else {
            throw FileFault("make the folder", path)
        }
    }

    static func status(_ path: String) -> stat? {
        var status = stat()
        return stat(path, &status) == 0 ? status : nil
    }
}
