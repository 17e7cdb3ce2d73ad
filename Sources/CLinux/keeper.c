// The keeper: a process without threads that starts one child, reports how it goes, and ends the
// child's whole family when it is told to or when its control pipe closes, which the kernel does
// even after `kill -9` of the supervisor. It runs in a copy of a forked process: no malloc, no stdio.
#define _GNU_SOURCE
#include "include/shim.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

enum { CONTROL = 3, REPORT = 4, INPUT = 5, OUTPUT = 6, ERRORS = 7, ORDER = 8, FIRST_FREE = 9 };

static void report(int kind, int stage, int value) {
    struct pc_report message = {kind, stage, value};
    // A supervisor that is gone is no reason to stop: the family must still be ended.
    while (write(REPORT, &message, sizeof message) < 0 && errno == EINTR) {
    }
}

static void fail(int stage, int error) {
    report(PC_FAILED, stage, error);
    _exit(127);
}

/// Puts the six descriptors at fixed numbers and closes every other one.
static void settle_descriptors(const int given[6]) {
    // order, control, report, stdin, stdout, stderr: as the nursery received them
    static const int wanted[6] = {ORDER, CONTROL, REPORT, INPUT, OUTPUT, ERRORS};
    int high[6];
    for (int i = 0; i < 6; i++) {
        high[i] = fcntl(given[i], F_DUPFD_CLOEXEC, 64);
        if (high[i] < 0) _exit(126);
    }
    for (int i = 0; i < 6; i++) {
        if (dup3(high[i], wanted[i], O_CLOEXEC) < 0) _exit(126);
    }
    syscall(SYS_close_range, FIRST_FREE, ~0U, 0);
    int nowhere = open("/dev/null", O_RDWR);
    for (int i = 0; i < 3; i++) {
        if (nowhere >= 0) dup2(nowhere, i);
    }
    if (nowhere > 2) close(nowhere);
}

void pc_reset_signals(void) {
    // The kernel's structure and call: glibc's sigaction leaves out the two signals it keeps for itself,
    // and an ignored one would be inherited by every server.
    struct {
        void (*handler)(int);
        unsigned long flags;
        void (*restorer)(void);
        uint64_t mask;
    } standard;
    memset(&standard, 0, sizeof standard);
    for (int signal = 1; signal < 65; signal++)
        syscall(SYS_rt_sigaction, signal, &standard, NULL, sizeof standard.mask);
}

struct plan {
    struct pc_order *order;
    size_t size;
    const char *candidates;
    const char *directory;
    char **arguments;
    char **variables;
};

static char *fill_table(char **table, uint32_t count, char *strings, const char *end) {
    for (uint32_t i = 0; i < count; i++) {
        if (strings >= end) fail(PC_STAGE_ORDER, EINVAL);
        table[i] = strings;
        strings += strlen(strings) + 1;
    }
    table[count] = NULL;
    return strings;
}

static struct plan read_order(void) {
    struct stat about;
    if (fstat(ORDER, &about) < 0) fail(PC_STAGE_ORDER, errno);
    size_t size = (size_t)about.st_size;
    if (size < sizeof(struct pc_order) + 1) fail(PC_STAGE_ORDER, EINVAL);
    char *bytes = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE, ORDER, 0);
    if (bytes == MAP_FAILED) fail(PC_STAGE_ORDER, errno);
    struct plan plan = {.order = (struct pc_order *)bytes, .size = size};
    size_t pointers = (size_t)plan.order->argument_count + plan.order->variable_count + 2;
    size_t strings = sizeof(struct pc_order) + pointers * sizeof(char *);
    if (strings >= size || bytes[size - 1] != 0) fail(PC_STAGE_ORDER, EINVAL);
    plan.arguments = (char **)(bytes + sizeof(struct pc_order));
    plan.variables = plan.arguments + plan.order->argument_count + 1;
    char *next = bytes + strings;
    plan.candidates = next;
    for (uint32_t i = 0; i < plan.order->candidate_count; i++) {
        if (next >= bytes + size) fail(PC_STAGE_ORDER, EINVAL);
        next += strlen(next) + 1;
    }
    next = fill_table(plan.arguments, plan.order->argument_count, next, bytes + size);
    next = fill_table(plan.variables, plan.order->variable_count, next, bytes + size);
    if (next >= bytes + size) fail(PC_STAGE_ORDER, EINVAL);
    plan.directory = next;
    return plan;
}

struct failure {
    int32_t stage;
    int32_t error;
};

static void child_fail(int pipe, int stage, int error) {
    struct failure failure = {stage, error};
    ssize_t ignored = write(pipe, &failure, sizeof failure);
    (void)ignored;
    _exit(127);
}

/// Gives the ends of our pipes to the user, who may then open /dev/stdout and /dev/stderr.
static void give_pipes(const struct pc_order *order) {
    for (int descriptor = INPUT; descriptor <= ERRORS; descriptor++) {
        struct stat about;
        if (fstat(descriptor, &about) < 0 || !S_ISFIFO(about.st_mode)) continue;
        // Where it may not, the program has its pipes all the same.
        if (fchown(descriptor, order->uid, order->gid) < 0) continue;
    }
}

static void become_user(int pipe, const struct pc_order *order) {
    give_pipes(order);
    // The system calls themselves: glibc's wrappers would look for threads of a process that this
    // one is only a copy of.
    if (syscall(SYS_setgroups, 0, NULL) < 0 || syscall(SYS_setresgid, order->gid, order->gid, order->gid) < 0
        || syscall(SYS_setresuid, order->uid, order->uid, order->uid) < 0)
        child_fail(pipe, PC_STAGE_USER, errno);
}

static void child_run(int pipe, const struct plan *plan, pid_t keeper) {
    setpgid(0, 0);
    if (plan->order->drops_user) become_user(pipe, plan->order);
    // Changing the user clears the death signal and the dumpable flag: hence after it. The keeper has
    // no threads, so this signal comes when the process ends, not some thread of it.
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != keeper) _exit(125);
    if (dup2(INPUT, 0) < 0 || dup2(OUTPUT, 1) < 0 || dup2(ERRORS, 2) < 0)
        child_fail(pipe, PC_STAGE_DESCRIPTORS, errno);
    if (plan->directory[0] != 0 && chdir(plan->directory) < 0)
        child_fail(pipe, PC_STAGE_DIRECTORY, errno);
    syscall(SYS_close_range, 3, ~0U, 4 /* CLOSE_RANGE_CLOEXEC */);
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    int error = ENOENT;
    const char *candidate = plan->candidates;
    for (uint32_t i = 0; i < plan->order->candidate_count; i++) {
        execve(candidate, plan->arguments, plan->variables);
        if (errno != ENOENT && errno != ENOTDIR) error = errno;
        candidate += strlen(candidate) + 1;
    }
    child_fail(pipe, PC_STAGE_EXECUTE, error);
}

static pid_t start_child(const struct plan *plan) {
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) < 0) fail(PC_STAGE_DESCRIPTORS, errno);
    pid_t keeper = getpid();
    pid_t child = _Fork();
    if (child < 0) fail(PC_STAGE_FORK, errno);
    if (child == 0) child_run(ends[1], plan, keeper);
    setpgid(child, child);  // in both, so that the group stands whoever is first
    close(ends[1]);
    struct failure failure;
    ssize_t count;
    while ((count = read(ends[0], &failure, sizeof failure)) < 0 && errno == EINTR) {
    }
    close(ends[0]);
    if (count == (ssize_t)sizeof failure) {
        waitpid(child, NULL, 0);
        fail(failure.stage, failure.error);
    }
    return child;
}

/// Sends SIGKILL to every process that names this one as its parent; a subreaper inherits all that
/// its descendants leave, whatever group or session they moved to.
static void kill_children(void) {
    int list = open("/proc/thread-self/children", O_RDONLY | O_CLOEXEC);
    if (list < 0) return;
    char text[4096];
    ssize_t count;
    pid_t pid = 0;
    while ((count = read(list, text, sizeof text)) > 0) {
        for (ssize_t i = 0; i < count; i++) {
            if (text[i] >= '0' && text[i] <= '9') {
                pid = pid * 10 + (text[i] - '0');
            } else {
                if (pid > 1) kill(pid, SIGKILL);
                pid = 0;
            }
        }
    }
    if (pid > 1) kill(pid, SIGKILL);
    close(list);
}

/// Ends the family and the keeper. The child is reaped last of its group's killing: until then its
/// process id, and so the group's, cannot be given to a stranger.
static void end_family(pid_t child, bool is_reaped, bool is_reported) {
    if (!is_reaped) kill(-child, SIGKILL);
    for (;;) {
        kill_children();
        int status;
        pid_t ended = waitpid(-1, &status, 0);
        if (ended < 0 && errno == ECHILD) break;
        if (ended == child && !is_reported) report(PC_EXITED, 0, status);
    }
    report(PC_GONE, 0, 0);
    _exit(0);
}

/// Reaps strays that were left to the subreaper; ends everything once the child itself has ended.
static void reap(pid_t child) {
    for (;;) {
        siginfo_t about;
        memset(&about, 0, sizeof about);
        if (waitid(P_ALL, 0, &about, WEXITED | WNOHANG | WNOWAIT) < 0 || about.si_pid == 0) return;
        if (about.si_pid != child) {
            waitpid(about.si_pid, NULL, 0);
            continue;
        }
        kill(-child, SIGKILL);  // the child is still a zombie: its group is its own
        int status = 0;
        waitpid(child, &status, 0);
        report(PC_EXITED, 0, status);
        end_family(child, true, true);
    }
}

static void obey(pid_t child) {
    char commands[64];
    ssize_t count = read(CONTROL, commands, sizeof commands);
    if (count < 0 && (errno == EINTR || errno == EAGAIN)) return;
    if (count <= 0) end_family(child, false, false);
    for (ssize_t i = 0; i < count; i++) {
        if (commands[i] == PC_TERMINATE) kill(-child, SIGTERM);
        if (commands[i] == PC_KILL) end_family(child, false, false);
    }
}

void pc_keeper_run(const int descriptors[6]) {
    settle_descriptors(descriptors);
    setsid();  // a ^C at the supervisor's terminal is not for this process
    prctl(PR_SET_NAME, "pullcord-keeper");
    prctl(PR_SET_DUMPABLE, 0);  // the order holds credentials
    if (prctl(PR_SET_CHILD_SUBREAPER, 1) < 0) fail(PC_STAGE_ORDER, errno);
    sigset_t all;
    sigfillset(&all);
    sigprocmask(SIG_SETMASK, &all, NULL);
    pc_reset_signals();
    struct plan plan = read_order();
    sigset_t ended;
    sigemptyset(&ended);
    sigaddset(&ended, SIGCHLD);
    int signals = signalfd(-1, &ended, SFD_CLOEXEC | SFD_NONBLOCK);
    if (signals < 0) fail(PC_STAGE_DESCRIPTORS, errno);
    pid_t child = start_child(&plan);
    munmap(plan.order, plan.size);
    close(ORDER);
    // The keeper keeps no end of the child's pipes, or nobody would see them close.
    close(INPUT);
    close(OUTPUT);
    close(ERRORS);
    report(PC_STARTED, 0, child);
    struct pollfd watched[2] = {{CONTROL, POLLIN, 0}, {signals, POLLIN, 0}};
    for (;;) {
        reap(child);
        if (poll(watched, 2, -1) < 0) continue;
        if (watched[0].revents != 0) obey(child);
        struct signalfd_siginfo taken[8];
        while (read(signals, taken, sizeof taken) > 0) {
        }
    }
}
