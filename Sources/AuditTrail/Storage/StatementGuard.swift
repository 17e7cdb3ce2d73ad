import CSQLite

/// The authorizer of the writer's connection: it lets pass what the trail is made of and refuses
/// all else while a statement is prepared, so it costs nothing when one runs.
enum StatementGuard {
    static let authorize:
        @convention(c) (
            UnsafeMutableRawPointer?, Int32, UnsafePointer<CChar>?, UnsafePointer<CChar>?,
            UnsafePointer<CChar>?, UnsafePointer<CChar>?
        ) -> Int32 = { _, action, first, second, _, _ in
            switch action {
            case SQLITE_SELECT, SQLITE_READ, SQLITE_FUNCTION, SQLITE_TRANSACTION, SQLITE_RECURSIVE:
                return SQLITE_OK
            case SQLITE_INSERT: return isSystemTable(first) ? SQLITE_DENY : SQLITE_OK
            case SQLITE_UPDATE:
                let target = (text(first), text(second))
                let isHead = target.0 == "head" && target.1 != "id"
                return isHead || target == ("payload", "pack") ? SQLITE_OK : SQLITE_DENY
            case SQLITE_PRAGMA:
                // Questions only: a pragma with an argument could change what was set and read back.
                return second == nil || text(first) == "quick_check" ? SQLITE_OK : SQLITE_DENY
            default: return SQLITE_DENY
            }
        }

    private static func isSystemTable(_ name: UnsafePointer<CChar>?) -> Bool {
        text(name).hasPrefix("sqlite_")
    }

    private static func text(_ pointer: UnsafePointer<CChar>?) -> String {
        pointer.map { String(cString: $0) } ?? ""
    }
}
