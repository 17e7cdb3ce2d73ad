import CLinux

/// One server as a child process: lines over its standard input and output, its complaints drained
/// into a bounded tail, its whole family ended with it. Bound to the loop.
package final class ServerProcess: @unchecked Sendable {
    // Unchecked: made and used on the loop only, which `start` checks.

    /// What was run.
    package let command: ServerCommand
    /// Its standard input and output. Start it at once: what is written before the program runs waits
    /// in the pipe.
    package let channel: LineChannel
    private let complaints: TailConsumer
    private var family: Family?
    private weak var owner: (any ServerProcessOwner)?
    private let loop: Loop
    private var stopTimer: LoopTimer?
    private var isStopping = false
    /// The process id, from `started` on.
    package private(set) var process: Int32?

    /// Bytes of a server's standard error that are kept.
    package static let complaintBytes = 16 * 1024
    /// Room in the pipes, so that a result of usual size crosses in one write.
    private static let pipeBytes: Int32 = 256 * 1024

    /// Starts the program under a keeper. Events, the first of which is `started` or `failed`, come to
    /// `owner`, which is not held. Throws where not even a keeper can be had, or the command is none.
    package static func start(
        _ command: ServerCommand, limits: LineLimits = .server, on loop: Loop,
        owner: any ServerProcessOwner
    ) throws(TransportError) -> ServerProcess {
        loop.preconditionOnLoop()
        return try ServerProcess(command, limits: limits, on: loop, owner: owner)
    }

    private init(
        _ command: ServerCommand, limits: LineLimits, on loop: Loop,
        owner: any ServerProcessOwner
    ) throws(TransportError) {
        self.command = command
        self.loop = loop
        self.owner = owner
        let input = try Descriptor.pipe()
        let output = try Descriptor.pipe()
        let errors = try Descriptor.pipe()
        // Refused for a user with many pipes: then they stay as small as they are.
        _ = pc_set_pipe_size(input.writing.number, ServerProcess.pipeBytes)
        _ = pc_set_pipe_size(output.reading.number, ServerProcess.pipeBytes)
        _ = try succeed(pc_set_nonblocking(input.writing.number), "cannot use a pipe")
        let relay = EventRelay()
        family = try Family(
            command,
            standard: (input.reading.number, output.writing.number, errors.writing.number),
            on: loop, tell: { relay.server?.take($0) })
        channel = LineChannel(limits: limits, on: loop)
        complaints = TailConsumer(
            errors.reading, capacity: ServerProcess.complaintBytes, on: loop)
        let channel = channel
        channel.attach(
            input: PipeInput(output.reading, on: loop, consumer: channel),
            output: ByteOutput(input.writing, isSocket: false, on: loop) { channel.flush() })
        relay.server = self
    }

    deinit {
        guard let family else { return }
        loop.execute { family.kill() }
    }

    /// The last bytes the program wrote to its standard error: untrusted.
    package var lastComplaints: [UInt8] { complaints.tail.contents }

    /// Asks the program to end, and makes it; `gone` follows.
    package func stop(_ steps: StopSteps = .patient) {
        loop.preconditionOnLoop()
        guard !isStopping, family != nil else { return }
        isStopping = true
        channel.closeOutput()
        stopTimer = loop.schedule(in: steps.untilTerminate) { [weak self] in
            guard let self else { return }
            self.family?.terminate()
            self.stopTimer = self.loop.schedule(in: steps.untilKill) { [weak self] in
                self?.family?.kill()
            }
        }
    }

    /// Ends the whole family now; `gone` follows.
    package func kill() {
        loop.preconditionOnLoop()
        isStopping = true
        family?.kill()
    }

    private func take(_ event: ServerEvent) {
        switch event {
        case .started(let process): self.process = process
        case .exited: break
        case .failed, .gone:
            stopTimer?.cancel()
            stopTimer = nil
            family = nil
        }
        owner?.happened(event, to: self)
    }

    /// Stands between the family, which is made first, and the server that is told.
    private final class EventRelay {
        weak var server: ServerProcess?
    }
}
