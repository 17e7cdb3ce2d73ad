#define _GNU_SOURCE
#include "include/shim.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/prctl.h>
#include <sys/random.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

uint64_t pc_clock_boottime(void) {
    struct timespec now;
    clock_gettime(CLOCK_BOOTTIME, &now);
    return (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
}

int64_t pc_clock_realtime(void) {
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

int pc_end_with_parent(void) {
    return prctl(PR_SET_PDEATHSIG, SIGTERM) < 0 ? -errno : 0;
}

int pc_forbid_dumps(void) {
    struct rlimit none = {0, 0};
    if (prctl(PR_SET_DUMPABLE, 0) < 0 || setrlimit(RLIMIT_CORE, &none) < 0) return -errno;
    return 0;
}

int pc_raise_descriptor_limit(void) {
    struct rlimit limit;
    if (getrlimit(RLIMIT_NOFILE, &limit) < 0) return -errno;
    limit.rlim_cur = limit.rlim_max;
    return setrlimit(RLIMIT_NOFILE, &limit) < 0 ? -errno : 0;
}

int pc_ignore_write_signals(void) {
    if (signal(SIGPIPE, SIG_IGN) == SIG_ERR || signal(SIGXFSZ, SIG_IGN) == SIG_ERR) return -errno;
    return 0;
}

int pc_lock_file(int descriptor) {
    return flock(descriptor, LOCK_EX | LOCK_NB) < 0 ? -errno : 0;
}

int pc_random(void *bytes, size_t count) {
    char *next = bytes;
    while (count > 0) {
        ssize_t taken = getrandom(next, count, 0);
        if (taken < 0 && errno == EINTR) continue;
        if (taken < 0) return -errno;
        next += taken;
        count -= (size_t)taken;
    }
    return 0;
}

const char *pc_error_words(int number) {
    return strerrordesc_np(number);
}

const char *pc_error_name(int number) {
    return strerrorname_np(number);
}
