import Glibc

/// A file of real bytes beside the trail that is given up when the disk is full, so that the
/// last entry can still say so.
struct Ballast {
    private let path: String
    private let byteCount: Int

    init(folder: String, byteCount: Int) {
        path = folder + "/ballast"
        self.byteCount = byteCount
    }

    /// Makes the file where it is missing or short.
    func fill() throws(FileFault) {
        if let status = Files.status(path), status.st_size == byteCount { return }
        // Not zeros: a file system may keep those without giving them a block.
        var bytes = [UInt8](repeating: 0, count: byteCount)
        for index in bytes.indices { bytes[index] = UInt8(truncatingIfNeeded: index &* 167 >> 3) }
        do {
            try Files.write(bytes, to: path, flags: O_CREAT | O_TRUNC, sync: true)
        } catch {
            // Half a ballast only takes the room that is missing.
            unlink(path)
            throw error
        }
    }

    /// True when there was something to give up.
    func release() -> Bool { unlink(path) == 0 }
}
