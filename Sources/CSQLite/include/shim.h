// What Swift cannot reach in SQLite's C interface: variadic functions and macros that cast.
#pragma once
#include <sqlite3.h>
#include <stdint.h>

// Sets a boolean of sqlite3_db_config (variadic in C). Gives its value afterwards, or minus the
// SQLite code.
int csqlite_configure(sqlite3 *database, int option, int value);

// Sets process-wide options that suit one writer and few readers. Call before the first open;
// later calls do nothing.
void csqlite_prepare_process(void);

// Binds bytes that stay where they are until the statement is reset.
int csqlite_bind_static_blob(sqlite3_stmt *statement, int index, const void *bytes, int count);
int csqlite_bind_transient_text(sqlite3_stmt *statement, int index, const char *text, int count);

// 1 when the database file was unlinked, renamed or replaced since it was opened, 0 when not,
// minus the SQLite code where that cannot be told.
int csqlite_has_moved(sqlite3 *database);

// Keeps the files of the write-ahead log when the last connection closes, so that a reader
// without write access can open the database while no writer runs.
int csqlite_keep_log_files(sqlite3 *database);

// Takes the place of the automatic checkpoint, which hides its errors: writes the number of frames
// in the log to *frames after each commit. `frames` must outlive the connection.
void csqlite_watch_log(sqlite3 *database, int *frames);

struct csqlite_file {
    uint64_t device;
    uint64_t node;
    uint32_t links;
};

// Which file the path leads to now; 0, or minus the errno. Asks for no times: since Linux 6.13 whoever
// asks for a file's times makes its next write change the inode, and where the file system has no
// journal the next sync writes that as well (a third more for each commit).
int csqlite_identify_file(const char *path, struct csqlite_file *file);
