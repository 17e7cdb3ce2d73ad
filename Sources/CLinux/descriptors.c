#define _GNU_SOURCE
#include "include/shim.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/vfs.h>
#include <unistd.h>

_Static_assert(0x40 == MSG_DONTWAIT, "the header's flag is the system's");
_Static_assert(0x4000 == MSG_NOSIGNAL, "the header's flag is the system's");

enum { MOST = 2, PIPE_FILE_SYSTEM = 0x50495045 };

union ancillary {
    char bytes[CMSG_SPACE(sizeof(int) * MOST)];
    struct cmsghdr alignment;
};

int pc_peer_credentials(int socket, struct pc_peer *peer) {
    struct ucred credentials;
    socklen_t length = sizeof credentials;
    if (getsockopt(socket, SOL_SOCKET, SO_PEERCRED, &credentials, &length) < 0) return -errno;
    peer->pid = credentials.pid;
    peer->uid = credentials.uid;
    peer->gid = credentials.gid;
    return 0;
}

long pc_send_descriptors(int socket, const void *bytes, size_t count, const int *descriptors, int descriptor_count) {
    if (descriptor_count < 0 || descriptor_count > MOST) return -EINVAL;
    struct iovec part = {(void *)bytes, count};
    union ancillary ancillary;
    memset(&ancillary, 0, sizeof ancillary);
    struct msghdr message = {.msg_iov = &part, .msg_iovlen = 1};
    if (descriptor_count > 0) {
        size_t size = sizeof(int) * (size_t)descriptor_count;
        message.msg_control = ancillary.bytes;
        message.msg_controllen = CMSG_SPACE(size);
        struct cmsghdr *header = CMSG_FIRSTHDR(&message);
        header->cmsg_level = SOL_SOCKET;
        header->cmsg_type = SCM_RIGHTS;
        header->cmsg_len = CMSG_LEN(size);
        memcpy(CMSG_DATA(header), descriptors, size);
    }
    ssize_t sent;
    while ((sent = sendmsg(socket, &message, MSG_NOSIGNAL)) < 0 && errno == EINTR) {
    }
    return sent < 0 ? -errno : sent;
}

static void close_all(const struct cmsghdr *header) {
    size_t held = (header->cmsg_len - CMSG_LEN(0)) / sizeof(int);
    for (size_t i = 0; i < held; i++) {
        int descriptor;
        memcpy(&descriptor, CMSG_DATA(header) + i * sizeof(int), sizeof descriptor);
        close(descriptor);
    }
}

long pc_receive_descriptors(int socket, void *bytes, size_t count, int descriptors[2], int *descriptor_count) {
    struct iovec part = {bytes, count};
    union ancillary ancillary;
    struct msghdr message = {.msg_iov = &part, .msg_iovlen = 1, .msg_control = ancillary.bytes,
                             .msg_controllen = sizeof ancillary.bytes};
    *descriptor_count = 0;
    ssize_t received;
    while ((received = recvmsg(socket, &message, MSG_CMSG_CLOEXEC | MSG_DONTWAIT)) < 0 && errno == EINTR) {
    }
    if (received < 0) return -errno;
    int is_wrong = (message.msg_flags & MSG_CTRUNC) != 0;
    for (struct cmsghdr *header = CMSG_FIRSTHDR(&message); header != NULL; header = CMSG_NXTHDR(&message, header)) {
        if (header->cmsg_level != SOL_SOCKET || header->cmsg_type != SCM_RIGHTS) continue;
        if (is_wrong || header->cmsg_len != CMSG_LEN(sizeof(int) * MOST)) {
            is_wrong = 1;
            close_all(header);
            continue;
        }
        memcpy(descriptors, CMSG_DATA(header), sizeof(int) * MOST);
        *descriptor_count = MOST;
    }
    if (!is_wrong) return received;
    if (*descriptor_count == MOST) {
        close(descriptors[0]);
        close(descriptors[1]);
        *descriptor_count = 0;
    }
    return -EPROTO;
}

static int unix_address(const char *path, struct sockaddr_un *address) {
    size_t length = strlen(path);
    if (length >= sizeof address->sun_path) return -ENAMETOOLONG;
    memset(address, 0, sizeof *address);
    address->sun_family = AF_UNIX;
    memcpy(address->sun_path, path, length);
    return 0;
}

int pc_unix_listen(const char *path, uint32_t mode, int backlog) {
    struct sockaddr_un address;
    int result = unix_address(path, &address);
    if (result < 0) return result;
    int descriptor = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (descriptor < 0) return -errno;
    // The mode stands before the socket listens: nobody can connect in between.
    if (bind(descriptor, (struct sockaddr *)&address, sizeof address) < 0 || chmod(path, mode) < 0
        || listen(descriptor, backlog) < 0) {
        int error = errno;
        close(descriptor);
        return -error;
    }
    return descriptor;
}

int pc_unix_connect(const char *path) {
    struct sockaddr_un address;
    int result = unix_address(path, &address);
    if (result < 0) return result;
    int descriptor = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (descriptor < 0) return -errno;
    while (connect(descriptor, (struct sockaddr *)&address, sizeof address) < 0) {
        if (errno == EINTR) continue;
        int error = errno;
        close(descriptor);
        return -error;
    }
    return descriptor;
}

int pc_accept(int socket) {
    int descriptor;
    while ((descriptor = accept4(socket, NULL, NULL, SOCK_CLOEXEC | SOCK_NONBLOCK)) < 0 && errno == EINTR) {
    }
    return descriptor < 0 ? -errno : descriptor;
}

int pc_is_connected_stream(int socket) {
    int type = 0, listens = 0;
    socklen_t length = sizeof type;
    if (getsockopt(socket, SOL_SOCKET, SO_TYPE, &type, &length) < 0) return -errno;
    length = sizeof listens;
    if (getsockopt(socket, SOL_SOCKET, SO_ACCEPTCONN, &listens, &length) < 0) return -errno;
    return type == SOCK_STREAM && listens == 0;
}

int pc_is_anonymous_pipe(int descriptor) {
    struct statfs about;
    if (fstatfs(descriptor, &about) < 0) return -errno;
    return about.f_type == PIPE_FILE_SYSTEM;
}

int pc_open(const char *path, int flags, uint32_t mode) {
    int descriptor;
    while ((descriptor = open(path, flags | O_CLOEXEC, mode)) < 0 && errno == EINTR) {
    }
    return descriptor < 0 ? -errno : descriptor;
}

int pc_status_flags(int descriptor) {
    int flags = fcntl(descriptor, F_GETFL);
    return flags < 0 ? -errno : flags;
}

int pc_set_nonblocking(int descriptor) {
    int flags = fcntl(descriptor, F_GETFL);
    if (flags < 0 || fcntl(descriptor, F_SETFL, flags | O_NONBLOCK) < 0) return -errno;
    return 0;
}

int pc_duplicate(int descriptor) {
    int copy = fcntl(descriptor, F_DUPFD_CLOEXEC, 3);
    return copy < 0 ? -errno : copy;
}

int pc_set_pipe_size(int descriptor, int bytes) {
    int size = fcntl(descriptor, F_SETPIPE_SZ, bytes);
    return size < 0 ? -errno : size;
}

int pc_pipe(int ends[2]) {
    return pipe2(ends, O_CLOEXEC) < 0 ? -errno : 0;
}

int pc_memory_file(const char *name) {
    int descriptor = memfd_create(name, MFD_CLOEXEC);
    return descriptor < 0 ? -errno : descriptor;
}
