#define _GNU_SOURCE
#include "CNcurses.h"

#include <errno.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <sys/eventfd.h>
#include <sys/ioctl.h>
#include <sys/signalfd.h>
#include <unistd.h>

int pc_wake_new(void) {
    int wake = eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
    return wake < 0 ? -errno : wake;
}

void pc_wake_raise(int wake) {
    uint64_t one = 1;
    // The only failure is a counter that is full: then it is raised.
    ssize_t written = write(wake, &one, sizeof one);
    (void)written;
}

void pc_wake_clear(int wake) {
    uint64_t count = 0;
    ssize_t taken = read(wake, &count, sizeof count);
    (void)taken;
}

int pc_inbox_new(const int *signals, int count) {
    sigset_t set;
    sigemptyset(&set);
    for (int i = 0; i < count; i++) sigaddset(&set, signals[i]);
    int fault = pthread_sigmask(SIG_BLOCK, &set, NULL);
    if (fault != 0) return -fault;
    int inbox = signalfd(-1, &set, SFD_NONBLOCK | SFD_CLOEXEC);
    return inbox < 0 ? -errno : inbox;
}

int pc_inbox_next(int inbox) {
    struct signalfd_siginfo signal;
    return read(inbox, &signal, sizeof signal) == (ssize_t)sizeof signal ? (int)signal.ssi_signo : 0;
}

void pc_stop_here(void) {
    struct sigaction stop = {.sa_handler = SIG_DFL}, before;
    sigset_t set, mask;
    sigemptyset(&set);
    sigaddset(&set, SIGTSTP);
    sigaction(SIGTSTP, &stop, &before);
    raise(SIGTSTP);
    pthread_sigmask(SIG_UNBLOCK, &set, &mask);  // it stops here
    pthread_sigmask(SIG_SETMASK, &mask, NULL);
    sigaction(SIGTSTP, &before, NULL);
}

int pc_write_all(int descriptor, const void *bytes, size_t count) {
    const char *rest = bytes;
    while (count > 0) {
        ssize_t written = write(descriptor, rest, count);
        if (written >= 0) {
            rest += written;
            count -= (size_t)written;
        } else if (errno == EAGAIN) {
            struct pollfd room = {.fd = descriptor, .events = POLLOUT};
            if (poll(&room, 1, -1) < 0 && errno != EINTR) return -errno;
        } else if (errno != EINTR) {
            return -errno;
        }
    }
    return 0;
}

int pc_terminal_size(int descriptor, int *rows, int *columns) {
    struct winsize size;
    if (ioctl(descriptor, TIOCGWINSZ, &size) != 0) return -errno;
    *rows = size.ws_row;
    *columns = size.ws_col;
    return 0;
}
