#define _GNU_SOURCE
#include "shim.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>

int csqlite_configure(sqlite3 *database, int option, int value) {
    int now = -1;
    int code = sqlite3_db_config(database, option, value, &now);
    return code == SQLITE_OK ? now : -code;
}

void csqlite_prepare_process(void) {
    // Fails with SQLITE_MISUSE once SQLite is in use: then another has set it up already. It only
    // saves the counting of memory, so nothing depends on it.
    (void)sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
}

int csqlite_bind_static_blob(sqlite3_stmt *statement, int index, const void *bytes, int count) {
    return count == 0 ? sqlite3_bind_zeroblob(statement, index, 0)
                      : sqlite3_bind_blob(statement, index, bytes, count, SQLITE_STATIC);
}

int csqlite_bind_transient_text(sqlite3_stmt *statement, int index, const char *text, int count) {
    return sqlite3_bind_text(statement, index, text, count, SQLITE_TRANSIENT);
}

int csqlite_has_moved(sqlite3 *database) {
    int moved = 0;
    int code = sqlite3_file_control(database, "main", SQLITE_FCNTL_HAS_MOVED, &moved);
    return code == SQLITE_OK ? moved != 0 : -code;
}

int csqlite_keep_log_files(sqlite3 *database) {
    int keep = 1;
    return sqlite3_file_control(database, "main", SQLITE_FCNTL_PERSIST_WAL, &keep);
}

static int note_frames(void *context, sqlite3 *database, const char *name, int frames) {
    (void)database;
    (void)name;
    *(int *)context = frames;
    return SQLITE_OK;
}

void csqlite_watch_log(sqlite3 *database, int *frames) {
    sqlite3_wal_hook(database, note_frames, frames);
}

int csqlite_identify_file(const char *path, struct csqlite_file *file) {
    struct statx status;
    if (statx(AT_FDCWD, path, 0, STATX_INO | STATX_NLINK, &status) < 0) return -errno;
    file->device = (uint64_t)status.stx_dev_major << 32 | status.stx_dev_minor;
    file->node = status.stx_ino;
    file->links = status.stx_nlink;
    return 0;
}
