import Glibc
import SafeText

/// A connected stream socket whose other side was checked, read and written with deadlines.
///
/// One thread may read while another writes: all that they share is the descriptor, which never changes.
final class SupervisorSocket: Sendable {
    private let descriptor: Int32

    /// Room for a path in `sockaddr_un`, its final zero included.
    static let pathBytes = 108

    /// Connects, and checks who listens before anything is sent.
    ///
    /// The listener must run as `user`; without one, as the owner of the socket's directory, which
    /// nobody else may replace: otherwise anybody could have put a socket of their own there.
    init(path: String, user: uid_t?) throws(CommandFailure) {
        try Self.checkLength(of: path)
        let expected = if let user { user } else { try Self.owner(ofDirectoryOf: path) }
        descriptor = try Self.connected(to: path)
        var credentials = ListenerCredentials()
        var length = socklen_t(MemoryLayout<ListenerCredentials>.size)
        guard getsockopt(descriptor, SOL_SOCKET, SO_PEERCRED, &credentials, &length) == 0 else {
            throw CommandFailure(
                .unreachable,
                "cannot tell who listens at \(untrusted: path): \(SystemError.words())")
        }
        guard credentials.uid == expected else {
            throw CommandFailure(
                .notPermitted,
                """
                \(untrusted: path) belongs to \(SystemUser.described(credentials.uid)), \
                not to \(SystemUser.described(expected)); nothing was sent. \
                Look who put it there, or name its user with --supervisor-user
                """)
        }
    }

    deinit { close(descriptor) }

    /// Whether the other end is still open, as the kernel knows; nothing is sent or read.
    var isThere: Bool {
        var item = pollfd(fd: descriptor, events: 0, revents: 0)
        return poll(&item, 1, 0) == 0
    }

    /// Ends the connection; whoever reads it is told.
    func shutDown() { _ = shutdown(descriptor, Int32(SHUT_RDWR)) }

    /// Writes all bytes before the deadline.
    func write(_ bytes: [UInt8], until deadline: Deadline) throws(CommandFailure) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes {
                send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            if count > 0 {
                rest = rest.dropFirst(count)
            } else if errno == EAGAIN {
                try wait(for: POLLOUT, until: deadline)
            } else if errno != EINTR {
                throw Self.lost(SystemError.words())
            }
        }
    }

    /// Appends what has arrived to a buffer; waits for the first byte until the deadline.
    func read(into buffer: inout [UInt8], until deadline: Deadline) throws(CommandFailure) {
        let chunk = 64 * 1024
        while true {
            var bytes = [UInt8](repeating: 0, count: chunk)
            let count = recv(descriptor, &bytes, chunk, 0)
            if count > 0 {
                buffer.append(contentsOf: bytes[..<count])
                return
            }
            if count == 0 { throw Self.lost("it closed the connection") }
            if errno == EAGAIN {
                try wait(for: POLLIN, until: deadline)
            } else if errno != EINTR {
                throw Self.lost(SystemError.words())
            }
        }
    }

    private func wait(for event: Int32, until deadline: Deadline) throws(CommandFailure) {
        var item = pollfd(fd: descriptor, events: Int16(event), revents: 0)
        let ready = poll(&item, 1, deadline.milliseconds)
        if ready == 0 {
            throw CommandFailure(
                .unreachable,
                "the supervisor does not answer in time; look at its log and whether it runs")
        }
        if ready < 0, errno != EINTR { throw Self.lost(SystemError.words()) }
    }

    private static func lost(_ why: SafeText) -> CommandFailure {
        CommandFailure(
            .unreachable,
            "lost the supervisor: \(why); what was asked may or may not have been done")
    }

    /// Refuses a path that no socket address can hold.
    static func checkLength(of path: String) throws(CommandFailure) {
        guard path.utf8.count < pathBytes else {
            throw CommandFailure(
                .usage,
                """
                the socket's path has \(path.utf8.count) bytes and may have \(pathBytes - 1): \
                \(untrusted: path); choose a shorter directory with --run or PULLCORD_RUN
                """)
        }
    }

    /// The user that a socket's directory belongs to, where nobody else may put one in its place.
    static func owner(ofDirectoryOf path: String) throws(CommandFailure) -> uid_t {
        try TrustedPath.owner(of: String(path[..<(path.lastIndex(of: "/") ?? path.startIndex)]))
    }

    private static func connected(to path: String) throws(CommandFailure) -> Int32 {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
        let type = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue)
        let descriptor = socket(AF_UNIX, type, 0)
        guard descriptor >= 0 else {
            throw CommandFailure(.refused, "cannot make a socket: \(SystemError.words())")
        }
        let result = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        guard result == 0 else {
            let number = errno
            close(descriptor)
            throw refusal(of: path, number)
        }
        return descriptor
    }

    private static func refusal(of path: String, _ number: Int32) -> CommandFailure {
        switch number {
        case ENOENT, ECONNREFUSED, ENOTDIR:
            CommandFailure(
                .unreachable,
                """
                no supervisor listens at \(untrusted: path); \
                start `pullcord supervise`, or name its directory with --run or PULLCORD_RUN
                """)
        case EACCES, EPERM:
            CommandFailure(
                .notPermitted,
                """
                you may not reach \(untrusted: path); \
                the policy's operators may: ask to be named there
                """)
        case EAGAIN:
            CommandFailure(
                .unreachable, "the supervisor at \(untrusted: path) takes no more connections now")
        default:
            CommandFailure(
                .unreachable, "cannot reach \(untrusted: path): \(SystemError.words(number))")
        }
    }
}
