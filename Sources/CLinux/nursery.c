// The nursery: forked from the supervisor while that is small, so that a keeper, forked from the
// nursery, is a copy of little and of no secret. Between fork and _exit only system calls are made:
// the supervisor may have threads, and one of them may have held malloc's lock at the fork.
#define _GNU_SOURCE
#include "include/shim.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { SOCKET = 3, ORDER_DESCRIPTORS = 6 };

union ancillary {
    char bytes[CMSG_SPACE(sizeof(int) * ORDER_DESCRIPTORS)];
    struct cmsghdr alignment;
};

static int receive_order(int descriptors[ORDER_DESCRIPTORS]) {
    char byte;
    struct iovec part = {&byte, 1};
    union ancillary ancillary;
    struct msghdr message = {.msg_iov = &part, .msg_iovlen = 1, .msg_control = ancillary.bytes,
                             .msg_controllen = sizeof ancillary.bytes};
    ssize_t count;
    while ((count = recvmsg(SOCKET, &message, MSG_CMSG_CLOEXEC)) < 0 && errno == EINTR) {
    }
    if (count <= 0) return -1;
    struct cmsghdr *header = CMSG_FIRSTHDR(&message);
    if (header == NULL || header->cmsg_type != SCM_RIGHTS
        || header->cmsg_len != CMSG_LEN(sizeof(int) * ORDER_DESCRIPTORS))
        return 0;
    memcpy(descriptors, CMSG_DATA(header), sizeof(int) * ORDER_DESCRIPTORS);
    return 1;
}

static void serve(void) {
    for (;;) {
        int descriptors[ORDER_DESCRIPTORS];
        int received = receive_order(descriptors);
        if (received < 0) _exit(0);
        if (received == 0) continue;
        // A fork that fails closes the report pipe unwritten: the supervisor sees a lost keeper.
        if (_Fork() == 0) pc_keeper_run(descriptors);
        for (int i = 0; i < ORDER_DESCRIPTORS; i++) close(descriptors[i]);
    }
}

static void nursery_run(int socket) {
    setsid();
    prctl(PR_SET_NAME, "pullcord-nursery");
    prctl(PR_SET_DUMPABLE, 0);
    umask(022);  // what servers write is theirs alone to change, however the supervisor was started
    pc_reset_signals();
    struct sigaction action;
    memset(&action, 0, sizeof action);
    action.sa_handler = SIG_IGN;  // keepers are reaped by the kernel: their pipes tell how they ended
    sigaction(SIGCHLD, &action, NULL);
    if (socket != SOCKET && dup2(socket, SOCKET) < 0) _exit(126);
    syscall(SYS_close_range, SOCKET + 1, ~0U, 0);
    int nowhere = open("/dev/null", O_RDWR);
    for (int i = 0; i < 3 && nowhere >= 0; i++) dup2(nowhere, i);
    if (nowhere > SOCKET) close(nowhere);
    fcntl(SOCKET, F_SETFD, FD_CLOEXEC);
    if (chdir("/") == 0) serve();
}

int pc_nursery_start(int *socket) {
    int ends[2];
    if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) < 0) return -errno;
    sigset_t all, before;
    sigfillset(&all);
    sigprocmask(SIG_SETMASK, &all, &before);
    pid_t pid = _Fork();
    int error = errno;
    if (pid == 0) {
        nursery_run(ends[1]);
        _exit(126);
    }
    sigprocmask(SIG_SETMASK, &before, NULL);
    close(ends[1]);
    if (pid < 0) {
        close(ends[0]);
        return -error;
    }
    *socket = ends[0];
    return pid;
}

int pc_nursery_order(int socket, const int descriptors[ORDER_DESCRIPTORS]) {
    char byte = 'S';
    struct iovec part = {&byte, 1};
    union ancillary ancillary;
    memset(&ancillary, 0, sizeof ancillary);
    struct msghdr message = {.msg_iov = &part, .msg_iovlen = 1, .msg_control = ancillary.bytes,
                             .msg_controllen = sizeof ancillary.bytes};
    struct cmsghdr *header = CMSG_FIRSTHDR(&message);
    header->cmsg_level = SOL_SOCKET;
    header->cmsg_type = SCM_RIGHTS;
    header->cmsg_len = CMSG_LEN(sizeof(int) * ORDER_DESCRIPTORS);
    memcpy(CMSG_DATA(header), descriptors, sizeof(int) * ORDER_DESCRIPTORS);
    ssize_t count;
    while ((count = sendmsg(socket, &message, MSG_NOSIGNAL | MSG_DONTWAIT)) < 0 && errno == EINTR) {
    }
    return count < 0 ? -errno : 0;
}
