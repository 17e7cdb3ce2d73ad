import CLinux
import Glibc

/// A descriptor that a stranger handed over, judged: what it is, and made safe to wait on.
enum HandedDescriptor: ~Copyable {
    /// A pipe, opened again so that its O_NONBLOCK is ours: the stranger may keep a copy of what they
    /// sent, clear the flag, and hang the loop in a read or a write.
    case pipe(Descriptor)
    /// A stream socket, which cannot be opened again: each call on it says that it must not block.
    case socket(Descriptor)
    /// A pipe that we may not open again (it belongs to another user). Its bytes must be relayed.
    case unreachable

    var isReachable: Bool {
        switch self {
        case .unreachable: false
        default: true
        }
    }

    enum Direction {
        case reading, writing
    }

    /// Throws `.unsuitableDescriptor` for all but a pipe or a connected stream socket that is open in
    /// the right direction.
    static func judge(
        _ handed: consuming Descriptor, for direction: Direction
    ) throws(TransportError) -> HandedDescriptor {
        let name = direction == .reading ? "standard input" : "standard output"
        var about = stat()
        guard fstat(handed.number, &about) == 0 else {
            throw TransportError(.unsuitableDescriptor, "cannot look at \(name)", number: errno)
        }
        switch about.st_mode & S_IFMT {
        case S_IFSOCK:
            guard pc_is_connected_stream(handed.number) == 1 else {
                throw TransportError(.unsuitableDescriptor, "\(name) is a socket of another kind")
            }
            return .socket(handed)
        case S_IFIFO:
            let flags = pc_status_flags(handed.number)
            let access = flags & O_ACCMODE
            let wanted = direction == .reading ? O_RDONLY : O_WRONLY
            guard flags >= 0, access == wanted || access == O_RDWR else {
                throw TransportError(
                    .unsuitableDescriptor, "\(name) is a pipe open in the other direction")
            }
            return try reopen(handed, wanted, name)
        default:
            throw TransportError(
                .unsuitableDescriptor, "\(name) is neither a pipe nor a socket")
        }
    }

    private static func reopen(
        _ handed: consuming Descriptor, _ access: Int32, _ name: String
    ) throws(TransportError) -> HandedDescriptor {
        let result = pc_open("/proc/self/fd/\(handed.number)", access | O_NONBLOCK, 0)
        if result == -EACCES || result == -EPERM || result == -ENOENT { return .unreachable }
        return .pipe(
            Descriptor(try succeed(result, .unsuitableDescriptor, "\(name) has no other end")))
    }
}
