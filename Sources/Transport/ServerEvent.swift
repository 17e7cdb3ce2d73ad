import CLinux

/// How a child process ended.
package enum ServerExit: Sendable, Hashable, CustomStringConvertible {
    case status(Int32)
    case signal(Int32)

    init(waitStatus: Int32) {
        let signal = waitStatus & 0x7f
        self = signal == 0 ? .status((waitStatus >> 8) & 0xff) : .signal(signal)
    }

    package var description: String {
        switch self {
        case .status(let status): "exited with status \(status)"
        case .signal(let signal): "ended by signal \(signal)"
        }
    }
}

/// What happened to a child process, in the order in which it can.
package enum ServerEvent: Sendable, Hashable {
    /// The program runs, as this process id.
    case started(process: Int32)
    /// It could not be started; nothing else follows. The words say what failed and why.
    case failed(TransportError)
    /// The program ended; its family is being ended.
    case exited(ServerExit)
    /// No process of its family is left; nothing else follows. Lines that it had written may still
    /// arrive on the channel.
    case gone
}

extension TransportError: Hashable {
    package func hash(into hasher: inout Hasher) {
        hasher.combine(code)
        hasher.combine(message)
        hasher.combine(number)
    }

    /// A keeper's report that starting `command` failed.
    init(stage: Int32, number: Int32, command: ServerCommand) {
        let program = command.arguments.first ?? ""
        let what =
            switch UInt32(bitPattern: stage) {
            case PC_STAGE_DIRECTORY.rawValue:
                "cannot enter the directory \(command.directory ?? "/") for \(program)"
            case PC_STAGE_USER.rawValue:
                "cannot become user \(command.user?.user ?? 0) for \(program)"
            case PC_STAGE_EXECUTE.rawValue: "cannot run \(program)"
            default: "cannot start a process for \(program)"
            }
        self.init(.system, what, number: number)
    }
}
