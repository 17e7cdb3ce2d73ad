import CLinux
import Glibc

/// The file that remembers an engaged kill switch: made and filled once, then only overwritten in
/// place and synced, so that a full disk cannot stop it.
package final class LatchFile: Sendable {
    /// What the file says.
    package enum Reading: Sendable, Equatable {
        case released
        /// Engaged, with what the writer noted (scopes, who, why): at most `longestNote` bytes.
        case engaged(note: [UInt8])
        /// It cannot be read or makes no sense. To be taken as engaged.
        case unreadable(TransportError)

        /// There was none at `path` where one should be. To be taken as engaged.
        package static func missing(_ path: String) -> Reading {
            .unreadable(TransportError(.unreadable, "the latch \(path) was missing"))
        }
    }

    /// Longest note in bytes.
    package static let longestNote = 64 * 1024 - 64

    private let file: Int32
    private let path: String
    /// Whether it was made by `open`, because there was none.
    package let isNew: Bool

    /// Opens the latch, or makes it, released, where there is none. The file is ours alone (0600).
    package static func open(path: String) throws(TransportError) -> LatchFile {
        var isNew = false
        var result = pc_open(path, O_RDWR | O_NOFOLLOW, 0)
        if result == -ENOENT {
            isNew = true
            result = pc_open(path, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW, 0o600)
        }
        let file = Descriptor(try succeed(result, "cannot open the latch \(path)"))
        var about = stat()
        guard fstat(file.number, &about) == 0, about.st_mode & S_IFMT == S_IFREG,
            about.st_uid == geteuid(), about.st_mode & 0o077 == 0
        else {
            throw TransportError(
                .unsafeDirectory,
                "the latch \(path) is not a file of ours alone: look at it, "
                    + "then remove it or run chmod 0600 on it")
        }
        let latch = LatchFile(file.release(), path, isNew: isNew)
        if isNew {
            try latch.write(LatchRecord(isEngaged: false, note: []))
            try latch.syncDirectory()
        }
        return latch
    }

    private init(_ file: Int32, _ path: String, isNew: Bool) {
        self.file = file
        self.path = path
        self.isNew = isNew
    }

    deinit {
        close(file)
    }

    /// Engages the latch. It holds, through power loss, when this returns. Blocks for one disk sync.
    package func engage(note: [UInt8]) throws(TransportError) {
        guard note.count <= LatchFile.longestNote else {
            throw TransportError(
                .tooLong, "the latch holds notes of at most \(LatchFile.longestNote) bytes")
        }
        try write(LatchRecord(isEngaged: true, note: note))
    }

    /// Releases the latch. Blocks for one disk sync.
    package func release() throws(TransportError) {
        try write(LatchRecord(isEngaged: false, note: []))
    }

    /// Reads the file anew.
    package func read() -> Reading {
        var bytes = [UInt8](repeating: 0, count: LatchRecord.size)
        var filled = 0
        while filled < bytes.count {
            let count = bytes.withUnsafeMutableBytes {
                pread(file, $0.baseAddress.map { $0 + filled }, $0.count - filled, off_t(filled))
            }
            if count < 0 && errno == EINTR { continue }
            guard count > 0 else {
                let number = count < 0 ? errno : 0
                return .unreadable(
                    TransportError(.unreadable, "the latch \(path) is cut short", number: number))
            }
            filled += count
        }
        guard let record = LatchRecord(bytes: bytes) else {
            return .unreadable(TransportError(.unreadable, "the latch \(path) makes no sense"))
        }
        return record.isEngaged ? .engaged(note: record.note) : .released
    }

    private func write(_ record: LatchRecord) throws(TransportError) {
        let bytes = record.bytes
        var written = 0
        while written < bytes.count {
            let count = bytes.withUnsafeBytes {
                pwrite(
                    file, $0.baseAddress.map { $0 + written }, $0.count - written, off_t(written))
            }
            if count < 0 && errno == EINTR { continue }
            guard count > 0 else {
                throw TransportError(.system, "cannot write the latch \(path)", number: errno)
            }
            written += count
        }
        guard fdatasync(file) == 0 else {
            throw TransportError(.system, "cannot sync the latch \(path)", number: errno)
        }
    }

    private func syncDirectory() throws(TransportError) {
        let slash = path.lastIndex(of: "/")
        let name = slash.map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
        let directory = Descriptor(
            try succeed(pc_open(name, O_RDONLY | O_DIRECTORY, 0), "cannot open \(name)"))
        guard fsync(directory.number) == 0 else {
            throw TransportError(.system, "cannot sync \(name)", number: errno)
        }
    }
}
