#pragma once
// What Swift's Glibc module cannot reach: variadic calls, packed structures, ancillary data, and the
// code that runs between fork and exec, where only async-signal-safe calls are allowed.
// Every function returns a value >= 0, or the negated errno.
#include <stddef.h>
#include <stdint.h>

// ---- the nursery and its keepers (nursery.c, keeper.c) ------------------------------------------

/// One order to start a child, laid out in a memory file: this header, then room for the pointer
/// tables of argv and envp ((argument_count + 1 + variable_count + 1) * 8 bytes, zero), then strings
/// ended by NUL: the candidates for the executable, argv, the environment, the working directory
/// (empty: keep). The keeper fills the tables in its own private mapping.
struct pc_order {
    uint32_t candidate_count;
    uint32_t argument_count;
    uint32_t variable_count;
    uint32_t drops_user;  // 1: become uid and gid before exec
    uint32_t uid;
    uint32_t gid;
};

enum pc_report_kind {
    PC_STARTED = 1,  // value: process id of the child
    PC_FAILED = 2,   // stage: what failed; value: errno; the keeper ends
    PC_EXITED = 3,   // value: wait status of the child; its family is being ended
    PC_GONE = 4,     // no process of the family is left; the keeper ends
};

enum pc_stage {
    PC_STAGE_ORDER = 1,
    PC_STAGE_FORK = 2,
    PC_STAGE_DESCRIPTORS = 3,
    PC_STAGE_DIRECTORY = 4,
    PC_STAGE_USER = 5,
    PC_STAGE_EXECUTE = 6,
};

/// What a keeper tells its supervisor; written whole (smaller than PIPE_BUF).
struct pc_report {
    int32_t kind;
    int32_t stage;
    int32_t value;
};

/// Bytes on a keeper's control pipe. Its end of file means: end the family.
enum pc_command {
    PC_TERMINATE = 'T',  // SIGTERM to the child's process group
    PC_KILL = 'K',       // SIGKILL to the whole family
};

/// Forks the nursery: a process with no threads and no descriptors but one socket, which forks a
/// keeper for each order. It ends when the socket closes. Safe to call in a process with threads.
int pc_nursery_start(int *socket);
/// Sends an order: descriptors of order, control, report, stdin, stdout, stderr.
int pc_nursery_order(int socket, const int descriptors[6]);
/// Every signal of the calling process does what it does by default. Async-signal-safe.
void pc_reset_signals(void);
/// Runs one order in the calling process, which must have been forked for it. Used by the nursery.
void pc_keeper_run(const int descriptors[6]) __attribute__((noreturn));

// ---- descriptors (descriptors.c) ---------------------------------------------------------------

struct pc_peer {
    int32_t pid;
    uint32_t uid;
    uint32_t gid;
};

/// SO_PEERCRED of a connected Unix socket.
int pc_peer_credentials(int socket, struct pc_peer *peer);
/// sendmsg of bytes with up to two descriptors; returns bytes sent.
long pc_send_descriptors(int socket, const void *bytes, size_t count, const int *descriptors, int descriptor_count);
/// recvmsg with MSG_CMSG_CLOEXEC and MSG_DONTWAIT. Takes at most two descriptors; more, or a cut
/// control message, closes all of them and returns -EPROTO. Returns bytes received.
long pc_receive_descriptors(int socket, void *bytes, size_t count, int descriptors[2], int *descriptor_count);
/// A Unix stream socket, close-on-exec; bound and listening, or connected.
int pc_unix_listen(const char *path, uint32_t mode, int backlog);
int pc_unix_connect(const char *path);
int pc_accept(int socket);
/// 1 if the descriptor is a connected stream socket, 0 if it is another socket.
int pc_is_connected_stream(int socket);
/// 1 if the descriptor lies on pipefs, so that changing its mode can expose no named file.
int pc_is_anonymous_pipe(int descriptor);
/// Flags that keep a call on a socket from blocking, whatever the flags of its description say.
static const int32_t PC_RECEIVE_FLAGS = 0x40;        // MSG_DONTWAIT
static const int32_t PC_SEND_FLAGS = 0x40 | 0x4000;  // MSG_DONTWAIT, MSG_NOSIGNAL
int pc_open(const char *path, int flags, uint32_t mode);
int pc_set_nonblocking(int descriptor);
int pc_status_flags(int descriptor);
int pc_duplicate(int descriptor);
int pc_set_pipe_size(int descriptor, int bytes);
int pc_pipe(int ends[2]);
int pc_memory_file(const char *name);

// ---- memory that goes back to the system (memory.c) ---------------------------------------------

void *pc_pages_new(size_t bytes);
void *pc_pages_resize(void *pages, size_t from, size_t to);
void pc_pages_free(void *pages, size_t bytes);

// ---- events (events.c) -------------------------------------------------------------------------

enum pc_interest { PC_READABLE = 1, PC_WRITABLE = 2 };

int pc_poll_new(void);
/// One event for the descriptor, then it is silent until armed again.
int pc_poll_arm(int poll, int descriptor, int interest, uint64_t token, int is_new);
int pc_poll_remove(int poll, int descriptor);
/// Waits without an end; fills tokens; returns how many.
int pc_poll_wait(int poll, uint64_t *tokens, int capacity);
/// A timer on CLOCK_BOOTTIME, not blocking.
int pc_timer_new(void);
/// Absolute nanoseconds; 0 disarms.
int pc_timer_arm(int timer, uint64_t nanoseconds);
/// From now on these signals are written to the returned pipe, one byte each (its number).
/// One call for the life of the process; the pipe does not block and drops what does not fit.
int pc_signals_watch(const int *signals, int count);
int pc_directory_watch(const char *path);

// ---- the process itself (process.c) ------------------------------------------------------------

uint64_t pc_clock_boottime(void);
int64_t pc_clock_realtime(void);
/// SIGTERM comes when the thread that started this process ends.
int pc_end_with_parent(void);
/// No core dump, no ptrace by the same user, /proc/self owned by root.
int pc_forbid_dumps(void);
/// Lets the process open as many descriptors as the system would let it.
int pc_raise_descriptor_limit(void);
/// A write to a closed pipe, or beyond a limit of file sizes, is an error and not the end of the process.
int pc_ignore_write_signals(void);
/// Unmaps the program text that is resident; what is used again comes back from the page cache
/// without reading. Returns the number of mappings.
int pc_release_text(void);
int pc_lock_file(int descriptor);
int pc_random(void *bytes, size_t count);
/// The system's words and name (ENOENT) for an error number; NULL where it has none.
const char *pc_error_words(int number);
const char *pc_error_name(int number);
