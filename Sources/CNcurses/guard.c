// The guard: a process that outlives the one that draws, and gives the terminal back whatever ended it.
// It holds no thread, draws nothing and reads nothing; it waits for signals.
#define _GNU_SOURCE
#include "CNcurses.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

const char pc_guard_variable[] = "PULLCORD_GUARD";

// First whatever sequence was cut is ended; then synchronized output, mouse, paste and focus are off,
// wrapping, scrolling region, characters and colours as they were, the cursor is seen, and the screen
// that was there before comes back.
const char pc_terminal_reset[] =
    "\030\033\\\033[?2026l\033[?1006l\033[?1000l\033[?1002l\033[?1003l\033[?2004l\033[?1004l"
    "\033[?7h\033[23;2t\033[r\033(B\017\033[0m\033[?25h\033[?1049l\033[?1l\033>";

// How long what was asked to end may take before it is ended; a lost terminal ends all within a second.
enum { LOST_MILLISECONDS = 700, ASKED_MILLISECONDS = 3000 };
// How long who crashed may take to say where: the screen stands still meanwhile. It takes under a second on
// a machine with nothing else to do.
enum { REPORT_MILLISECONDS = 5000 };
// How long a terminal that takes no bytes is waited for.
enum { RESET_MILLISECONDS = 200 };

struct watch {
    pid_t child;
    struct pc_life *life;
    struct termios saved;
    int terminal;     // a description of our own that does not block; -1: none
    int was_asked;    // a signal asked for the end
    int64_t deadline;  // 0: none
};

static int64_t milliseconds(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

// A description of its own, so that its mode is nobody else's.
static int open_terminal(void) {
    char name[128];
    int flags = O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC;
    if (ttyname_r(STDOUT_FILENO, name, sizeof name) == 0) {
        int terminal = open(name, flags);
        if (terminal >= 0) return terminal;
    }
    return open("/dev/tty", flags);
}

static void write_reset(int terminal) {
    // What the dead one left unsent would come after; nobody wants it any more.
    tcflush(terminal, TCOFLUSH);
    const char *rest = pc_terminal_reset;
    size_t count = sizeof pc_terminal_reset - 1;
    int64_t until = milliseconds() + RESET_MILLISECONDS;
    while (count > 0 && milliseconds() < until) {
        ssize_t written = write(terminal, rest, count);
        if (written > 0) {
            rest += written;
            count -= (size_t)written;
            continue;
        }
        if (written < 0 && errno != EAGAIN && errno != EINTR) return;
        struct pollfd room = {.fd = terminal, .events = POLLOUT};
        if (poll(&room, 1, RESET_MILLISECONDS) > 0 && (room.revents & (POLLERR | POLLHUP))) return;
    }
}

static void restore(const struct watch *watch) {
    if (__atomic_load_n(&watch->life->is_taken, __ATOMIC_SEQ_CST) && watch->terminal >= 0) write_reset(watch->terminal);
    // A guard in the background may not be stopped for giving back what it owes.
    signal(SIGTTOU, SIG_IGN);
    tcsetattr(STDIN_FILENO, TCSANOW, &watch->saved);
}

static void ask_to_end(struct watch *watch, int number) {
    watch->was_asked = 1;
    kill(watch->child, number);
    kill(watch->child, SIGCONT);
    int64_t until = milliseconds() + (number == SIGHUP ? LOST_MILLISECONDS : ASKED_MILLISECONDS);
    if (watch->deadline == 0 || until < watch->deadline) watch->deadline = until;
}

// Whether it ended; `status` is what waitpid says. Where it was stopped as by ^Z the guard stops too, so
// that the shell sees its job stopped, and both go on together.
static int look_at_child(struct watch *watch, int *status) {
    pid_t found;
    while ((found = waitpid(watch->child, status, WNOHANG | WUNTRACED)) > 0) {
        if (!WIFSTOPPED(*status)) return 1;
        // Who sends SIGSTOP means that process alone.
        if (WSTOPSIG(*status) == SIGSTOP) continue;
        pc_stop_here();
        kill(watch->child, SIGCONT);
    }
    return found < 0 && errno == ECHILD;
}

static int crash_of(const struct watch *watch) { return __atomic_load_n(&watch->life->crashed, __ATOMIC_SEQ_CST); }

static int wait_for_child(struct watch *watch, const sigset_t *set) {
    int status = 0;
    for (;;) {
        if (look_at_child(watch, &status)) return status;
        if (crash_of(watch) && watch->deadline == 0) watch->deadline = milliseconds() + REPORT_MILLISECONDS;
        int64_t left = watch->deadline == 0 ? 3600 * 1000 : watch->deadline - milliseconds();
        if (left <= 0) {
            kill(watch->child, SIGKILL);
            left = 1000;
        }
        struct timespec wait = {.tv_sec = left / 1000, .tv_nsec = (left % 1000) * 1000000};
        int number = sigtimedwait(set, NULL, &wait);
        switch (number) {
            case SIGTERM: case SIGHUP: case SIGINT: case SIGQUIT: ask_to_end(watch, number); break;
            case SIGTSTP: kill(watch->child, SIGTSTP); break;
            case SIGCONT: kill(watch->child, SIGCONT); break;
            default: break;  // SIGCHLD, a crash that is told as one, or the time is over
        }
    }
}

static void become_child(
    pid_t parent, const sigset_t *mask, char *const arguments[], char *const variables[], const char *log) {
    // Without its guard the console ends, and gives the terminal back itself.
    prctl(PR_SET_PDEATHSIG, SIGTERM);
    if (getppid() != parent) _exit(128 + SIGTERM);
    int terminal = fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 3);
    // What a runtime says when it dies must not come between the cells.
    int file = open(log, O_WRONLY | O_CREAT | O_APPEND | O_NOFOLLOW | O_CLOEXEC, 0600);
    if (file < 0) file = open("/dev/null", O_WRONLY | O_CLOEXEC);
    if (file >= 0) dup2(file, STDERR_FILENO);
    sigprocmask(SIG_SETMASK, mask, NULL);
    execve("/proc/self/exe", arguments, variables);
    static const char words[] = "pullcord: /proc/self/exe cannot be started again; is /proc mounted?\n";
    ssize_t said = write(terminal, words, sizeof words - 1);
    (void)said;
    _exit(126);
}

// The environment with one variable more; the pages live as long as the process does.
static char **with_life(int file) {
    size_t count = 0;
    while (environ[count] != NULL) count++;
    char **longer = calloc(count + 2, sizeof *longer);
    char *variable = malloc(64);
    if (longer == NULL || variable == NULL) return NULL;
    memcpy(longer, environ, count * sizeof *longer);
    snprintf(variable, 64, "%s=%d", pc_guard_variable, file);
    longer[count] = variable;
    return longer;
}

int pc_guard_run(char *const arguments[], const char *log, const char *notice) {
    struct watch watch = {.terminal = -1};
    if (tcgetattr(STDIN_FILENO, &watch.saved) != 0) return -errno;
    int file = memfd_create("pullcord-guard", 0);
    if (file < 0 || ftruncate(file, sizeof *watch.life) != 0) return -errno;
    watch.life = mmap(NULL, sizeof *watch.life, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
    char **longer = with_life(file);
    if (watch.life == MAP_FAILED || longer == NULL) return -ENOMEM;
    watch.terminal = open_terminal();

    static const int numbers[] = {SIGCHLD, SIGTERM, SIGHUP, SIGINT, SIGQUIT, SIGTSTP, SIGCONT};
    sigset_t set, before;
    sigemptyset(&set);
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) sigaddset(&set, numbers[i]);
    sigprocmask(SIG_BLOCK, &set, &before);
    pid_t parent = getpid();
    watch.child = fork();
    if (watch.child < 0) return -errno;
    if (watch.child == 0) become_child(parent, &before, arguments, longer, log);
    close(file);

    int status = wait_for_child(&watch, &set);
    restore(&watch);
    if (!WIFSIGNALED(status)) return WEXITSTATUS(status);
    // Whose report was cut short died of the crash, not of its guard.
    int ended_by = crash_of(&watch) ? crash_of(&watch) : WTERMSIG(status);
    if (!watch.was_asked) {
        char number[32];
        int length = snprintf(number, sizeof number, " (signal %d)\n", ended_by);
        ssize_t said = write(STDERR_FILENO, notice, strlen(notice));
        said += write(STDERR_FILENO, number, (size_t)length);
        (void)said;
    }
    return 128 + ended_by;
}

// ---- in the guarded process -------------------------------------------------------------------------

static struct pc_life *own_life;
static const int faults[] = {SIGILL, SIGTRAP, SIGABRT, SIGBUS, SIGFPE, SIGSEGV};
enum { FAULTS = sizeof faults / sizeof *faults };
static struct sigaction runtime[FAULTS];

// The runtime of Swift says where a fault was and returns, so that the fault comes again and ends the
// process. What another process sent would not come again: such a signal would leave a process that goes
// on with its threads stopped. So that ends it at once, and a fault is told to the guard first.
static void fault(int number, siginfo_t *facts, void *context) {
    int place = 0;
    while (place < FAULTS && faults[place] != number) place++;
    if ((facts->si_code <= 0 && facts->si_pid != getpid()) || place == FAULTS) {
        signal(number, SIG_DFL);
        raise(number);  // it comes when this returns
        return;
    }
    __atomic_store_n(&own_life->crashed, number, __ATOMIC_SEQ_CST);
    kill(getppid(), SIGCHLD);
    runtime[place].sa_sigaction(number, facts, context);
}

static void watch_faults(void) {
    for (int i = 0; i < FAULTS; i++) {
        // Without a handler of the runtime's the signal ends the process by itself.
        if (sigaction(faults[i], NULL, &runtime[i]) != 0 || !(runtime[i].sa_flags & SA_SIGINFO)) continue;
        struct sigaction ours = runtime[i];
        ours.sa_sigaction = fault;
        sigaction(faults[i], &ours, NULL);
    }
}

struct pc_life *pc_guard_life(void) {
    const char *value = getenv(pc_guard_variable);
    if (value == NULL) return NULL;
    int file = atoi(value);
    unsetenv(pc_guard_variable);
    struct stat facts;
    if (file <= STDERR_FILENO || fstat(file, &facts) != 0 || facts.st_size != sizeof(struct pc_life)) return NULL;
    struct pc_life *life = mmap(NULL, sizeof *life, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
    close(file);
    if (life == MAP_FAILED) return NULL;
    own_life = life;
    watch_faults();
    return life;
}

void pc_life_set(struct pc_life *life, int is_taken) {
    if (life != NULL) __atomic_store_n(&life->is_taken, is_taken, __ATOMIC_SEQ_CST);
}
