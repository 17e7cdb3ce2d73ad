import Glibc
import Synchronization

/// The trail's folder, checked and held against a second writer.
final class FolderLock: Sendable {
    private let file: Mutex<Int32>

    init(folder: String) throws(TrailError) {
        do throws(FileFault) { try Files.makeFolder(folder) } catch {
            throw .folder(path: folder, reason: error.description)
        }
        var status = stat()
        guard lstat(folder, &status) == 0 else {
            throw .folder(path: folder, reason: SystemError.text(errno))
        }
        guard status.st_mode & S_IFMT == S_IFDIR else {
            throw .folder(path: folder, reason: "it is not a folder")
        }
        guard status.st_uid == geteuid() else {
            throw .folder(path: folder, reason: "it belongs to another user (\(status.st_uid))")
        }
        guard status.st_mode & 0o077 == 0 else {
            throw .folder(path: folder, reason: "others may enter it; run chmod 700 on it")
        }
        let descriptor = Glibc.open(
            folder + "/lock", O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else {
            throw .folder(path: folder, reason: "cannot make its lock: " + SystemError.text(errno))
        }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            close(descriptor)
            throw .inUse(folder: folder)
        }
        file = Mutex(descriptor)
    }

    deinit { release() }

    func release() {
        file.withLock { descriptor in
            guard descriptor >= 0 else { return }
            close(descriptor)
            descriptor = -1
        }
    }
}
