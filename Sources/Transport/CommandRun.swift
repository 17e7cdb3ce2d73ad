import CLinux
import Glibc

/// A program that is run once, to its end or its time's: an alert's command. No shell, no input,
/// bounded output. Bound to the loop.
package final class CommandRun: @unchecked Sendable {
    // Unchecked: made and used on the loop only, which `start` checks.

    /// How a run went.
    package struct Outcome: Sendable, Equatable {
        /// How the program ended; nil where it could not be started.
        package let exit: ServerExit?
        /// Why it could not be started.
        package let error: TransportError?
        /// Whether it was ended because its time was up.
        package let ranOutOfTime: Bool
        /// The last bytes of its output and errors together: untrusted.
        package let output: [UInt8]
    }

    private var family: Family?
    private var output: TailConsumer?
    private var timer: LoopTimer?
    private var exit: ServerExit?
    private var error: TransportError?
    private var ranOutOfTime = false
    private var familyIsGone = false
    private var finished: ((Outcome) -> Void)?
    private var itself: CommandRun?

    /// Runs `command` for at most `nanoseconds`, keeps at most `outputBytes` of what it prints, and
    /// then calls `finished` on the loop, exactly once.
    package static func start(
        _ command: ServerCommand, nanoseconds: UInt64 = 10_000_000_000, outputBytes: Int = 4096,
        on loop: Loop, finished: @escaping (Outcome) -> Void
    ) throws(TransportError) {
        loop.preconditionOnLoop()
        let run = CommandRun()
        let nothing = Descriptor(
            try succeed(pc_open("/dev/null", O_RDONLY, 0), "cannot open /dev/null"))
        let printed = try Descriptor.pipe()
        run.family = try Family(
            command,
            standard: (nothing.number, printed.writing.number, printed.writing.number), on: loop,
            tell: { run.take($0) })
        run.finished = finished
        run.itself = run
        run.output = TailConsumer(printed.reading, capacity: outputBytes, on: loop) {
            [weak run] in run?.finishIfOver()
        }
        run.timer = loop.schedule(in: nanoseconds) { [weak run] in
            run?.ranOutOfTime = true
            run?.family?.kill()
        }
    }

    private init() {}

    private func take(_ event: ServerEvent) {
        switch event {
        case .started: return
        case .exited(let exit): self.exit = exit
        case .failed(let error):
            self.error = error
            familyIsGone = true
        case .gone: familyIsGone = true
        }
        finishIfOver()
    }

    /// Over when nobody is left and what they printed is read. An end of the pipe that was passed on
    /// to a stranger could stay open for ever, hence not before, but also not without the former.
    private func finishIfOver() {
        guard familyIsGone, let finished, let output else { return }
        guard output.isOver || error != nil else { return }
        self.finished = nil
        timer?.cancel()
        family = nil
        output.close()
        finished(
            Outcome(
                exit: exit, error: error, ranOutOfTime: ranOutOfTime, output: output.tail.contents))
        itself = nil
    }
}
