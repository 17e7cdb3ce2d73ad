import Governance
import JSON
import MCP
import PolicyFile
import Synchronization
import Transport

/// One server that is asked for its tools. Lives on the loop; waited for by another thread.
final class RunningProbe: LineChannelOwner, ServerProcessOwner, @unchecked Sendable {
    // Everything but `end` and `wait` is touched on the loop only: that is where channel, process
    // and timers call.
    private let command: ServerCommand
    private let loop: Loop
    private var session = ServerSession()
    /// The era to open the server in at its second start; nil while one start is enough.
    private var nextEra: Era?
    private var process: ServerProcess?
    private var timers: [ServerWait: LoopTimer] = [:]
    private var deadline: LoopTimer?
    private var outcome: Result<ServerProbe.Answer, ServerProbeFailure>?
    private var isFinished = false
    private let end = Mutex<Result<ServerProbe.Answer, ServerProbeFailure>?>(nil)
    private let signal = WakePipe()

    /// A server that closed its output is about to end, and how it ends says more.
    private static let endNanoseconds: UInt64 = 1_000_000_000
    /// What a process wrote last may still lie in its pipes when it is gone.
    private static let restNanoseconds: UInt64 = 50_000_000
    /// A child that even its keeper cannot end must not keep a person waiting.
    private static let lastNanoseconds: UInt64 = 5_000_000_000
    private static let steps = StopSteps(
        untilTerminate: 1_000_000_000, untilKill: 1_000_000_000)
    /// The lines of its complaints that are shown: the end of a trace-back.
    private static let complaintLines = 12

    init(_ command: ServerCommand, on loop: Loop) {
        self.command = command
        self.loop = loop
    }

    /// Waits until the server was asked and is gone.
    func wait() -> Result<ServerProbe.Answer, ServerProbeFailure> {
        while true {
            signal.wait()
            if let result = end.withLock({ $0 }) { return result }
        }
    }

    func begin(seconds: Int) {
        deadline = loop.schedule(in: UInt64(seconds) * 1_000_000_000) { [self] in
            fail("it did not list its tools within \(seconds) s")
        }
        start()
    }

    private func start() {
        do throws(TransportError) {
            let process = try ServerProcess.start(command, on: loop, owner: self)
            self.process = process
            process.channel.start(self)
        } catch {
            fail(error.description)
            return finish()
        }
        perform(session.open())
    }

    private func perform(_ effects: [ServerEffect]) {
        for effect in effects {
            switch effect {
            case .send(let line), .ask(let line): process?.channel.write(line)
            case .wait(let wait, let attempt):
                let nanoseconds = UInt64(clamping: wait.duration(attempt: attempt).nanoseconds)
                timers[wait] = loop.schedule(in: nanoseconds) { [self] in
                    timers[wait] = nil
                    perform(session.waited(wait))
                }
            case .stopWaiting(let wait): timers.removeValue(forKey: wait)?.cancel()
            case .opened(let profile): if !profile.offers(.tools) { answer(nil) }
            case .listed(.tools):
                if let list = session.lastKnown(.tools) {
                    answer(list)
                } else {
                    fail("its list of tools could not be read")
                }
            case .listed, .unsubscribed: break
            case .failed(let fault): fail(fault.description)
            }
        }
    }

    private func answer(_ list: ServerList?) {
        let tools = (list?.items ?? []).map { item in
            PolicyDraft.Tool(
                name: item.name, readOnlyHint: item.hint("readOnlyHint"),
                destructiveHint: item.hint("destructiveHint"))
        }
        settle(
            .success(
                ServerProbe.Answer(
                    tools: tools, leftOut: list?.leftOut ?? 0,
                    revision: session.server.map { "\($0.revision.text)" } ?? "")))
    }

    private func fail(_ message: String) {
        settle(.failure(ServerProbeFailure(message: message, complaints: [])))
    }

    /// The first outcome counts; the server is ended, and then it is told.
    private func settle(_ outcome: Result<ServerProbe.Answer, ServerProbeFailure>) {
        guard self.outcome == nil else { return }
        self.outcome = outcome
        for timer in timers.values { timer.cancel() }
        timers = [:]
        deadline?.cancel()
        process?.stop(RunningProbe.steps)
        loop.schedule(in: RunningProbe.lastNanoseconds) { [self] in finish() }
    }

    private func finish() {
        guard let outcome, !isFinished else { return }
        isFinished = true
        let complaints = RunningProbe.lines(of: process?.lastComplaints ?? [])
        let told = outcome.mapError {
            ServerProbeFailure(message: $0.message, complaints: complaints)
        }
        end.withLock { $0 = told }
        signal.wake()
    }

    private static func lines(of bytes: [UInt8]) -> [String] {
        bytes.split(separator: UInt8(ascii: "\n")).suffix(complaintLines)
            .map { String(decoding: $0, as: UTF8.self) }
    }

    func received(_ line: UnsafeRawBufferPointer, on channel: LineChannel) {
        guard outcome == nil else { return }
        let received = session.receive(line)
        perform(received.effects)
        switch received.step {
        case .fault(let fault): fail(fault.description)
        case .page(let list):
            // Nobody else waits for this loop.
            let page = received.envelope.flatMap { ListPage($0, in: line, of: list) }
            perform(session.pageRead(list, page))
        default: break
        }
    }

    func faulted(_ fault: LineFault, on channel: LineChannel) {
        switch fault {
        case .tooLong, .cutOff: break
        case .writeQueueFull, .writeFailed: endSoon(process, "it closed its standard input")
        }
    }

    func inputEnded(on channel: LineChannel) {
        endSoon(process, "it closed its standard output before it listed its tools")
    }

    func closed(on channel: LineChannel, _ end: LineChannelEnd) {
        endSoon(process, "it closed its standard output before it listed its tools")
    }

    private func endSoon(_ process: ServerProcess?, _ message: String) {
        loop.schedule(in: RunningProbe.endNanoseconds) { [self] in
            if self.process === process, nextEra == nil { fail(message) }
        }
    }

    func happened(_ event: ServerEvent, to server: ServerProcess) {
        switch event {
        case .started: break
        case .failed(let error):
            fail(error.description)
            finish()
        case .exited(let exit):
            // Some servers die of the first request of the newer era: they are started once more.
            guard outcome == nil, let era = session.eraToTryAgain else {
                return fail("it \(exit) before it listed its tools")
            }
            nextEra = era
            for timer in timers.values { timer.cancel() }
            timers = [:]
        case .gone:
            guard outcome == nil, let era = nextEra else {
                loop.schedule(in: RunningProbe.restNanoseconds) { [self] in finish() }
                return
            }
            nextEra = nil
            session = ServerSession(known: era)
            start()
        }
    }
}

extension ListedItem {
    /// A boolean among the tool's annotations, where the server gives one.
    fileprivate func hint(_ name: String) -> Bool? {
        guard case .object(let annotations) = value["annotations"],
            case .bool(let hint) = annotations[name]
        else { return nil }
        return hint
    }
}
