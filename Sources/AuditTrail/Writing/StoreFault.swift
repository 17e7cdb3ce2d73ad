import CSQLite
import Glibc

/// Why a transaction failed.
struct StoreFault: Error {
    let kind: TrailFault.Kind
    let reason: String

    init(_ kind: TrailFault.Kind, _ reason: String) {
        self.kind = kind
        self.reason = reason
    }

    init(_ error: DatabaseError, systemError: Int32) {
        let syncs = [
            SQLITE_IOERR | 4 << 8,  // SQLITE_IOERR_FSYNC
            SQLITE_IOERR | 5 << 8,  // SQLITE_IOERR_DIR_FSYNC
        ]
        kind =
            if syncs.contains(error.code) { .syncFailed } else if error.primaryCode == SQLITE_FULL {
                .diskFull
            } else if error.primaryCode == SQLITE_IOERR || error.primaryCode == SQLITE_READONLY {
                systemError == ENOSPC ? .diskFull : .writeFailed
            } else { .other }
        let number = systemError == 0 ? "" : ", \(SystemError.text(systemError))"
        reason = error.description + number
    }
}
