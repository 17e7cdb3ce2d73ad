import CLinux
import Glibc

/// The supervisor's hold on one keeper: the pipe that commands it, whose closing ends the whole
/// family, and the pipe on which it reports. Bound to the loop.
final class Family: @unchecked Sendable {
    // Unchecked: used on the loop only; a server that is let go elsewhere sends its last word there.

    private let command: ServerCommand
    private var control: Int32
    private var input: PipeInput?
    private var report: [UInt8] = []
    private var tell: ((ServerEvent) -> Void)?
    private var isOver = false

    /// Orders the child. `tell` is called on the loop for each event; it is let go after the last.
    init(
        _ command: ServerCommand, standard: (input: Int32, output: Int32, errors: Int32),
        on loop: Loop, tell: @escaping (ServerEvent) -> Void
    ) throws(TransportError) {
        self.command = command
        self.tell = tell
        let order = try Family.memoryFile(holding: try command.order())
        let commands = try Descriptor.pipe()
        let reports = try Descriptor.pipe()
        try Nursery.shared.order([
            order.number, commands.reading.number, reports.writing.number, standard.input,
            standard.output, standard.errors,
        ])
        _ = pc_set_nonblocking(commands.writing.number)
        control = commands.writing.release()
        input = PipeInput(reports.reading, on: loop, consumer: self)
        input?.resume()
    }

    deinit {
        if control >= 0 { close(control) }
    }

    /// SIGTERM to the child's process group.
    func terminate() { send(PC_TERMINATE) }

    /// SIGKILL to all of the family.
    func kill() { send(PC_KILL) }

    private func send(_ command: pc_command) {
        guard control >= 0 else { return }
        var byte = UInt8(command.rawValue)
        // A keeper that cannot be told is ending or gone; closing the pipe says the rest.
        _ = write(control, &byte, 1)
    }

    private func take(_ event: ServerEvent, isLast: Bool) {
        guard !isOver else { return }
        let tell = tell
        if isLast {
            isOver = true
            self.tell = nil
            if control >= 0 { close(control) }
            control = -1
            input?.close()
            input = nil
        }
        tell?(event)
    }

    private func read(_ report: pc_report) {
        switch UInt32(bitPattern: report.kind) {
        case PC_STARTED.rawValue: take(.started(process: report.value), isLast: false)
        case PC_FAILED.rawValue:
            let error = TransportError(stage: report.stage, number: report.value, command: command)
            take(.failed(error), isLast: true)
        case PC_EXITED.rawValue:
            take(.exited(ServerExit(waitStatus: report.value)), isLast: false)
        default: take(.gone, isLast: true)
        }
    }

    private static func memoryFile(holding bytes: [UInt8]) throws(TransportError) -> Descriptor {
        let file = Descriptor(
            try succeed(pc_memory_file("pullcord-order"), "no memory for a command"))
        var written = 0
        while written < bytes.count {
            let count = bytes.withUnsafeBytes { all in
                let rest = UnsafeRawBufferPointer(rebasing: all[written...])
                return write(file.number, rest.baseAddress, rest.count)
            }
            guard count > 0 else {
                throw TransportError(.system, "no memory for a command", number: errno)
            }
            written += count
        }
        return file
    }
}

extension Family: ByteConsumer {
    func arrived(_ bytes: UnsafeRawBufferPointer) {
        report.append(contentsOf: bytes)
        let size = MemoryLayout<pc_report>.size
        while report.count >= size {
            let message = report.withUnsafeBytes { $0.loadUnaligned(as: pc_report.self) }
            report.removeFirst(size)
            read(message)
        }
    }

    func batchEnded() {}

    func ended(errno: Int32) {
        let words =
            "the keeper of \(command.arguments.first ?? "") is gone; its processes were ended"
        take(.failed(TransportError(.closed, words)), isLast: true)
    }
}
