import CSQLite

/// What SQLite answered where it refused.
package struct DatabaseError: Error, Sendable, Equatable, CustomStringConvertible {
    /// SQLite's extended result code.
    package let code: Int32
    /// SQLite's own words.
    package let message: String
    /// What was being done, as a phrase: "open /…/trail.db".
    package let action: String

    package init(code: Int32, message: String, action: String) {
        self.code = code
        self.message = message
        self.action = action
    }

    /// The code without its extension.
    package var primaryCode: Int32 { code & 0xff }

    package var description: String {
        let next = nextStep.map { "; \($0)" } ?? ""
        return "cannot \(action): \(message) (SQLite code \(code))\(next)"
    }

    /// What a person can do about it, where the code says what is wrong.
    private var nextStep: String? {
        switch primaryCode {
        case SQLITE_READONLY, SQLITE_PERM, SQLITE_AUTH:
            "see that its disk is mounted writable, and that the supervisor's user owns the folder"
        case SQLITE_FULL: "the disk is full: make room there (see df) and start again"
        case SQLITE_IOERR: "its disk fails: see dmesg and df"
        case SQLITE_CANTOPEN:
            "see that the folder is there, and that this user may enter it and write to it"
        case SQLITE_CORRUPT, SQLITE_NOTADB:
            "keep the folder as evidence, and run pullcord audit verify on it"
        default: nil
        }
    }
}
