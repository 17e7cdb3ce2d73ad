import CSQLite
import Glibc

/// Sees whether the files of an open trail are still the ones that were opened, and whether
/// another hand wrote into the database.
struct FileWatch {
    private let databasePath: String
    private let logPath: String
    private var database: Identity
    private var log: csqlite_file?
    private var written: Written

    private struct Identity: Equatable {
        let device: dev_t
        let node: ino_t

        init(_ status: stat) {
            device = status.st_dev
            node = status.st_ino
        }
    }

    private struct Written: Equatable {
        let size: off_t
        let seconds: Int
        let nanoseconds: Int

        init(_ status: stat) {
            size = status.st_size
            seconds = status.st_mtim.tv_sec
            nanoseconds = status.st_mtim.tv_nsec
        }
    }

    init?(databasePath: String) {
        guard let status = Files.status(databasePath) else { return nil }
        self.databasePath = databasePath
        logPath = databasePath + "-wal"
        database = Identity(status)
        written = Written(status)
        log = Self.identity(logPath)
    }

    /// What is wrong with database or log, in words; nil when nothing is.
    func change() -> String? {
        if let change = databaseChange() { return change }
        guard let now = Self.identity(logPath), now.links == 1 else {
            return "\(logPath) was deleted"
        }
        guard log.map({ $0.device == now.device && $0.node == now.node }) ?? true else {
            return "\(logPath) was replaced"
        }
        return nil
    }

    /// The same for the database file alone. In WAL mode only this writer's checkpoints
    /// write into the database file, so between two of them its size and time stand still.
    func databaseChange() -> String? {
        guard let status = Files.status(databasePath), status.st_nlink == 1 else {
            return "\(databasePath) was deleted or has a second name"
        }
        guard Identity(status) == database else { return "\(databasePath) was replaced" }
        guard Written(status) == written else {
            return "\(databasePath) was written to by another program"
        }
        return nil
    }

    /// Takes the present state as ours; after a checkpoint.
    mutating func accept() {
        if let status = Files.status(databasePath) { written = Written(status) }
        log = Self.identity(logPath)
    }

    private static func identity(_ path: String) -> csqlite_file? {
        var file = csqlite_file()
        return csqlite_identify_file(path, &file) == 0 ? file : nil
    }
}
