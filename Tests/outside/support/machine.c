/* What the machine says, as a test wants it: preloaded into a supervisor by machine.py.
 *
 * MACHINE_CLOCK names a file with 8 bytes: the nanoseconds by which CLOCK_BOOTTIME is ahead. It is
 * looked at all the time, and timers that are set then are set anew.
 *
 * MACHINE_USERS names a folder: a user with a file of its name there has the user id that stands in
 * it, or is no user where it is empty. While a file `hold` is there, such a look-up gives no answer;
 * what it will answer was read before. Each is written down in `log`.
 *
 * MACHINE_SYNC names a file with 8 bytes: the nanoseconds that each sync of a file takes longer. It
 * is looked at all the time.
 *
 * In any case it makes a variable of its own, which moves the environment, before the runtime of the
 * program has looked for its words: that asks for the state of a file first. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <pwd.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/timerfd.h>
#include <time.h>
#include <unistd.h>

static const struct timespec A_WHILE = {0, 10 * 1000 * 1000};
static volatile int64_t *ahead;
static volatile int64_t *sync_delay;

/* The one timer of the event loop, as it was set last. */
static pthread_mutex_t timer_lock = PTHREAD_MUTEX_INITIALIZER;
static int timer = -1;
static struct itimerspec timer_is;

static int64_t nanoseconds(struct timespec at) {
    return (int64_t)at.tv_sec * 1000000000 + at.tv_nsec;
}

static struct timespec timespec_of(int64_t at) {
    return (struct timespec){at / 1000000000, at % 1000000000};
}

int clock_gettime(clockid_t clock, struct timespec *now) {
    if (syscall(SYS_clock_gettime, clock, now) != 0) return -1;
    if (ahead && clock == CLOCK_BOOTTIME) *now = timespec_of(nanoseconds(*now) + *ahead);
    return 0;
}

static long set_timer(void) {
    struct itimerspec real = timer_is;
    int64_t at = nanoseconds(real.it_value) - *ahead;
    real.it_value = timespec_of(at > 1 ? at : 1);
    return syscall(SYS_timerfd_settime, timer, TFD_TIMER_ABSTIME, &real, NULL);
}

int timerfd_settime(
    int descriptor, int flags, const struct itimerspec *to, struct itimerspec *before) {
    if (!ahead || flags != TFD_TIMER_ABSTIME || nanoseconds(to->it_value) == 0) {
        return (int)syscall(SYS_timerfd_settime, descriptor, flags, to, before);
    }
    pthread_mutex_lock(&timer_lock);
    timer = descriptor;
    timer_is = *to;
    long result = set_timer();
    pthread_mutex_unlock(&timer_lock);
    return (int)result;
}

static void *watch_clock(void *nothing) {
    int64_t seen = *ahead;
    for (;; nanosleep(&A_WHILE, NULL)) {
        if (*ahead == seen) continue;
        pthread_mutex_lock(&timer_lock);
        seen = *ahead;
        if (timer >= 0) set_timer();
        pthread_mutex_unlock(&timer_lock);
    }
    return nothing;
}

static char *path_of(char *path, size_t size, const char *name) {
    const char *folder = getenv("MACHINE_USERS");
    if (!folder) return NULL;
    snprintf(path, size, "%s/%s", folder, name);
    return path;
}

static void say(const char *name, const char *what) {
    char path[4096], line[256];
    int file = open(path_of(path, sizeof path, "log"), O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600);
    int length = snprintf(line, sizeof line, "%s %s\n", name, what);
    if (file < 0 || write(file, line, (size_t)length) != length) abort();
    close(file);
}

int getpwnam_r(
    const char *name, struct passwd *entry, char *buffer, size_t size, struct passwd **result) {
    static int (*others)(const char *, struct passwd *, char *, size_t, struct passwd **);
    char path[4096], answer[32] = "";
    int file = path_of(path, sizeof path, name) ? open(path, O_RDONLY | O_CLOEXEC) : -1;
    if (file < 0) {
        if (!others) *(void **)&others = dlsym(RTLD_NEXT, "getpwnam_r");
        return others(name, entry, buffer, size, result);
    }
    ssize_t count = read(file, answer, sizeof answer - 1);
    close(file);
    say(name, "asked");
    while (access(path_of(path, sizeof path, "hold"), F_OK) == 0) nanosleep(&A_WHILE, NULL);
    say(name, "answered");
    *result = NULL;
    if (count <= 0) return 0;
    if (strlen(name) >= size) return ERANGE;
    strcpy(buffer, name);
    *entry = (struct passwd){.pw_name = buffer, .pw_uid = (uid_t)atol(answer),
        .pw_gid = (gid_t)atol(answer), .pw_passwd = "", .pw_gecos = "", .pw_dir = "/", .pw_shell = ""};
    *result = entry;
    return 0;
}

static void wait_as_for_a_slow_disk(void) {
    struct timespec rest = timespec_of(sync_delay ? *sync_delay : 0);
    while (nanosleep(&rest, &rest) != 0 && errno == EINTR) {}
}

int fdatasync(int file) {
    wait_as_for_a_slow_disk();
    return (int)syscall(SYS_fdatasync, file);
}

int fsync(int file) {
    wait_as_for_a_slow_disk();
    return (int)syscall(SYS_fsync, file);
}

int stat(const char *path, struct stat *is) {
    static int (*others)(const char *, struct stat *);
    if (!others) {
        *(void **)&others = dlsym(RTLD_NEXT, "stat");
        if (setenv("MACHINE", "another", 1) != 0) abort();
    }
    return others(path, is);
}

/* The number in a file that the test writes; NULL where there is none. */
static volatile int64_t *number_in(const char *path) {
    if (!path) return NULL;
    int file = open(path, O_RDONLY | O_CLOEXEC);
    void *bytes = file < 0 ? MAP_FAILED
                           : mmap(NULL, sizeof(int64_t), PROT_READ, MAP_SHARED, file, 0);
    if (bytes == MAP_FAILED) abort();
    close(file);
    return bytes;
}

__attribute__((constructor)) static void begin(void) {
    pthread_t watcher;
    sync_delay = number_in(getenv("MACHINE_SYNC"));
    ahead = number_in(getenv("MACHINE_CLOCK"));
    if (ahead && pthread_create(&watcher, NULL, watch_clock, NULL) != 0) abort();
}
