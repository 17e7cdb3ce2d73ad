/// The tables of a trail, format 1, and what is asked of them.
///
/// Entries of one commit are one row (`bundle`), in the form of a tlog-tiles entry bundle: two
/// bytes of length, big-endian, before each entry. Payloads of one commit are one row or a few
/// (`payload`), see `PayloadPack`. Only `head` and the erased parts of `payload` ever change.
///
/// `call` says in which bundles a call has entries. It is written when a tile is full, and covers
/// the entries below `head.indexed_size`; the few after that are looked through.
enum TrailSchema {
    /// "PCtr".
    static let applicationID: Int64 = 0x5043_7472
    static let version: Int64 = 1

    static let create = """
        BEGIN IMMEDIATE;
        CREATE TABLE segment (
            number INTEGER PRIMARY KEY CHECK (number >= 0), origin TEXT NOT NULL,
            vkey TEXT NOT NULL, previous BLOB) STRICT;
        CREATE TABLE bundle (
            first INTEGER PRIMARY KEY CHECK (first >= 0), count INTEGER NOT NULL CHECK (count > 0),
            entries BLOB NOT NULL) STRICT;
        CREATE TABLE payload (
            id INTEGER PRIMARY KEY CHECK (id >= 0), pack BLOB NOT NULL) STRICT;
        CREATE TABLE call (
            call INTEGER NOT NULL, first INTEGER NOT NULL, PRIMARY KEY (call, first)
            ) STRICT, WITHOUT ROWID;
        CREATE TABLE redaction (
            id INTEGER PRIMARY KEY, by_sequence INTEGER NOT NULL) STRICT;
        CREATE TABLE snapshot (sequence INTEGER PRIMARY KEY) STRICT;
        CREATE TABLE tile (
            id INTEGER PRIMARY KEY, root BLOB NOT NULL CHECK (length(root) = 32),
            hashes BLOB NOT NULL CHECK (length(hashes) = 8192)) STRICT;
        CREATE TABLE checkpoint (size INTEGER PRIMARY KEY, note BLOB NOT NULL) STRICT;
        CREATE TABLE head (
            id INTEGER PRIMARY KEY CHECK (id = 1), size INTEGER NOT NULL, root BLOB NOT NULL,
            signed_size INTEGER NOT NULL, note BLOB NOT NULL,
            indexed_size INTEGER NOT NULL) STRICT;
        \(guards)
        PRAGMA application_id = \(applicationID);
        PRAGMA user_version = \(version);
        COMMIT;
        """

    /// Triggers against careless statements of any connection, also one without our authorizer.
    /// `BEFORE INSERT` stops `REPLACE` and `UPSERT`, which no other trigger sees while
    /// `recursive_triggers` is off. Against an attacker they do nothing: that is the tree's work.
    private static let guards =
        appendOnly.map { table, next in
            """
            CREATE TRIGGER \(table)_grows BEFORE INSERT ON \(table) WHEN NOT (\(next))
                BEGIN SELECT RAISE(ABORT, '\(table) only grows at its end'); END;
            CREATE TRIGGER \(table)_stays BEFORE DELETE ON \(table)
                BEGIN SELECT RAISE(ABORT, '\(table) is append-only'); END;
            \(table == "payload" ? packGuard : updateGuard(table))
            """
        }.joined(separator: "\n") + headGuard

    /// Each table and the condition that a new row goes to its end.
    private static let appendOnly: [(String, String)] = [
        (
            "bundle",
            "NEW.first = coalesce((SELECT first + count FROM bundle ORDER BY first DESC LIMIT 1), 0)"
        ),
        (
            "payload",
            "NEW.id > coalesce((SELECT id FROM payload ORDER BY id DESC LIMIT 1), -1)"
        ),
        // All of a row of this table is its key: REPLACE has nothing that it could change.
        ("call", "NEW.first >= 0"),
        ("redaction", "NOT EXISTS (SELECT 1 FROM redaction WHERE id = NEW.id)"),
        (
            "snapshot",
            "NEW.sequence > coalesce((SELECT sequence FROM snapshot ORDER BY 1 DESC LIMIT 1), -1)"
        ),
        ("tile", "NOT EXISTS (SELECT 1 FROM tile WHERE id = NEW.id)"),
        (
            "checkpoint",
            "NEW.size > coalesce((SELECT size FROM checkpoint ORDER BY size DESC LIMIT 1), -1)"
        ),
        ("segment", "NOT EXISTS (SELECT 1 FROM segment)"),
    ]

    private static func updateGuard(_ table: String) -> String {
        """
        CREATE TRIGGER \(table)_is_fixed BEFORE UPDATE ON \(table)
            BEGIN SELECT RAISE(ABORT, '\(table) is append-only'); END;
        """
    }

    /// A pack may lose bytes to an erasure; it stays where it is, as long as it is.
    private static let packGuard = """
        CREATE TRIGGER payload_is_fixed BEFORE UPDATE ON payload
            WHEN NEW.id <> OLD.id OR length(NEW.pack) <> length(OLD.pack)
            BEGIN SELECT RAISE(ABORT, 'payload is append-only'); END;
        """

    private static let headGuard = """

        CREATE TRIGGER head_is_one BEFORE INSERT ON head WHEN EXISTS (SELECT 1 FROM head)
            BEGIN SELECT RAISE(ABORT, 'there is one head'); END;
        CREATE TRIGGER head_stays BEFORE DELETE ON head
            BEGIN SELECT RAISE(ABORT, 'the head stays'); END;
        CREATE TRIGGER head_grows BEFORE UPDATE ON head
            WHEN NEW.id <> OLD.id OR NEW.size < OLD.size OR NEW.signed_size < OLD.signed_size
            BEGIN SELECT RAISE(ABORT, 'the head only grows'); END;
        """
}
