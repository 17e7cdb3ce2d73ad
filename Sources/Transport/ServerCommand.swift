import CLinux
import Glibc

/// What to run as a child process, and as whom.
package struct ServerCommand: Sendable, Hashable {
    /// A user to become before the program starts; needs the privilege to do so.
    package struct User: Sendable, Hashable {
        package var user: UInt32
        package var group: UInt32

        package init(user: UInt32, group: UInt32) {
            self.user = user
            self.group = group
        }
    }

    /// The program and its arguments; no shell. A program without a slash is looked for in the
    /// `PATH` of `environment`.
    package var arguments: [String]
    /// The whole environment of the child: nothing is inherited.
    package var environment: [String: String]
    /// Working directory; nil is `/`.
    package var directory: String?
    package var user: User?

    package init(
        arguments: [String], environment: [String: String] = [:], directory: String? = nil,
        user: User? = nil
    ) {
        self.arguments = arguments
        self.environment = environment
        self.directory = directory
        self.user = user
    }

    private static let standardPath = "/usr/local/bin:/usr/bin:/bin"
    /// What the kernel takes at most for arguments and environment, roughly (ARG_MAX).
    private static let mostBytes = 2 << 20

    /// The paths at which the program may lie, in order.
    private var candidates: [String] {
        guard let program = arguments.first, !program.utf8.contains(UInt8(ascii: "/")) else {
            return Array(arguments.prefix(1))
        }
        let path = environment["PATH"] ?? ServerCommand.standardPath
        return path.split(separator: ":").map { "\($0)/\(program)" }
    }

    /// The order for a keeper, as `struct pc_order` describes it.
    func order() throws(TransportError) -> [UInt8] {
        guard let program = arguments.first, !program.isEmpty else {
            throw TransportError(.invalidCommand, "the command is empty: name a program")
        }
        let candidates = candidates
        let variables = environment.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
        let strings = candidates + arguments + variables + [directory ?? "/"]
        guard !strings.contains(where: { $0.utf8.contains(0) }) else {
            throw TransportError(.invalidCommand, "the command of \(program) holds a NUL character")
        }
        guard !environment.keys.contains(where: { $0.isEmpty || $0.utf8.contains(0x3d) }) else {
            throw TransportError(
                .invalidCommand, "the environment of \(program) has a name that is empty or holds ="
            )
        }
        var header = pc_order()
        header.candidate_count = UInt32(candidates.count)
        header.argument_count = UInt32(arguments.count)
        header.variable_count = UInt32(variables.count)
        if let user {
            header.drops_user = 1
            header.uid = user.user
            header.gid = user.group
        }
        var bytes = withUnsafeBytes(of: &header) { Array($0) }
        let tables = (arguments.count + variables.count + 2) * MemoryLayout<UInt>.size
        bytes.append(contentsOf: repeatElement(0, count: tables))
        for string in strings {
            bytes.append(contentsOf: string.utf8)
            bytes.append(0)
        }
        guard bytes.count <= ServerCommand.mostBytes else {
            throw TransportError(.invalidCommand, "the command of \(program) is over 2 MiB long")
        }
        return bytes
    }
}
