import CNcurses
package import Console
import Glibc

/// Runs a program on the terminal, on the calling thread, until it quits, is told to end, or the terminal
/// is lost.
///
/// **Who owns what.** The calling thread owns descriptor 0, the decoder, the signals and the program. It
/// sits in `poll` and never writes to the terminal. The drawing thread owns the screen: ncurses and
/// descriptor 1. Between them lie the newest frame and a few flags under a lock that neither holds while
/// it waits. So a terminal that nobody reads stops the picture and nothing else: keys are decoded and told
/// as before, and what the program does for one, such as a kill on a socket of its own, is done.
///
/// In each round, in this order: signals, keys, messages, time, and then at most one frame. No frame is
/// made while the last is being drawn.
package struct TerminalLoop: ~Copyable {
    /// How long changes of size are gathered: a window that is dragged sends many.
    static let resizeWait: Int64 = 30_000_000
    /// How long a terminal may take to be given back at the end. What it does not take is left to the
    /// guard.
    static let leaveWait: Int64 = 300_000_000
    /// Messages that are taken at a time, and how long messages may take between two looks at the keyboard.
    static let batch = 16
    static let messageTime: Int64 = 5_000_000

    private let inbox: SignalInbox
    private let draw: DrawThread
    private let told: Wake
    private var decoder = InputDecoder()
    private var pace = FramePace()
    private var size: Size
    private var resizesAt: Int64?
    private var fence: UInt64?
    /// The last fence whose frame was told to be written.
    private var painted: UInt64?
    private var status: Int32?
    private var isLost = false

    /// Takes the terminal: from now on it is drawn on. To be called before the process has other threads,
    /// for they inherit how signals come. `depth` is at most that of `facts`; `life` is of ``Guard``,
    /// which this process must have entered.
    package init(
        _ facts: TerminalFacts, depth: ColourDepth, usesMouse: Bool = false, life: Life
    ) throws(TerminalFault) {
        let inbox = try SignalInbox()
        let told = try Wake()
        let draw = try DrawThread(told: told)
        try draw.start(facts, depth: depth, usesMouse: usesMouse, life: life)
        self.inbox = inbox
        self.told = told
        self.draw = draw
        size = TerminalFacts.size ?? .full
    }

    /// Runs the program; returns the exit status. The terminal is given back when it returns, or by the
    /// guard once the process has ended.
    package mutating func run<Program: TerminalProgram>(
        _ program: inout Program, mailbox: Mailbox<Program.Message>
    ) throws(TerminalFault) -> Int32 {
        tell(&program, .resized(size))
        while status == nil {
            let ready = wait(for: program.wakesAt, mailbox.wake)
            readSignals(&program)
            readPainted(&program)
            readKeys(&program, ready)
            readMessages(&program, mailbox)
            readTime(&program)
            if let fault = draw.current.fault { throw fault }
            drawFrame(program)
        }
        mailbox.close()
        leave()
        return status ?? 0
    }

    /// What `poll` said of the keyboard.
    private struct Ready {
        var hasInput = false
        var isLost = false
    }

    private mutating func wait(for wakesAt: Int64?, _ mailbox: Wake) -> Ready {
        let times = [wakesAt, decoder.deadline, resizesAt, frameTime].compactMap { $0 }
        let timeout = times.min().map { $0 == .min ? 0 : Wake.milliseconds($0 - Clock.now) } ?? -1
        let events = Int16(POLLIN)
        var watched = [STDIN_FILENO, mailbox.descriptor, told.descriptor, inbox.descriptor].map {
            pollfd(fd: $0, events: events, revents: 0)
        }
        guard poll(&watched, nfds_t(watched.count), timeout) > 0 else { return Ready() }
        if watched[1].revents != 0 { mailbox.clear() }
        if watched[2].revents != 0 { told.clear() }
        let lost = Int16(POLLHUP | POLLERR | POLLNVAL)
        return Ready(
            hasInput: watched[0].revents & events != 0, isLost: watched[0].revents & lost != 0)
    }

    /// When a frame is to be drawn; nil while none is due or the last is under way.
    private var frameTime: Int64? {
        let state = draw.current
        return pace.isDue && !state.isBusy && !state.hasLeft ? pace.next(took: state.took) : nil
    }

    private mutating func readSignals(_ program: inout some TerminalProgram) {
        while let signal = inbox.next() {
            switch signal {
            case .end(let number):
                isLost = isLost || number == SIGHUP
                status = status ?? 128 + number
            case .windowChanged:
                resizesAt = resizesAt ?? Clock.now + Self.resizeWait
            case .stop: suspend(&program)
            case .goOn: resume(&program)
            }
        }
    }

    private mutating func readPainted(_ program: inout some TerminalProgram) {
        guard let fence = draw.current.painted, fence != painted else { return }
        painted = fence
        tell(&program, .painted(fence))
    }

    private mutating func readKeys(_ program: inout some TerminalProgram, _ ready: Ready) {
        let now = Clock.now
        guard ready.hasInput else {
            if ready.isLost { return lose() }
            for event in decoder.expire(at: now) { tell(&program, event, at: now) }
            return
        }
        var bytes = [UInt8](repeating: 0, count: 4_096)
        let count = read(STDIN_FILENO, &bytes, bytes.count)
        guard count > 0 else {
            // End of file, or EIO: nobody is at the other end.
            if count == 0 || (errno != EINTR && errno != EAGAIN) { lose() }
            return
        }
        for event in decoder.feed(bytes.prefix(count), at: now) { tell(&program, event, at: now) }
    }

    private mutating func lose() {
        isLost = true
        status = status ?? 128 + SIGHUP
    }

    private mutating func readMessages<Program: TerminalProgram>(
        _ program: inout Program, _ mailbox: Mailbox<Program.Message>
    ) {
        var now = Clock.now
        let end = now + Self.messageTime
        repeat {
            let messages = mailbox.take(most: Self.batch)
            guard !messages.isEmpty else { return }
            pace.note(messages: messages.count)
            for message in messages { follow(program.take(.message(message), at: now), &program) }
            now = Clock.now
        } while now < end
    }

    private mutating func readTime(_ program: inout some TerminalProgram) {
        let now = Clock.now
        if let time = resizesAt, now >= time {
            resizesAt = nil
            if let size = TerminalFacts.size, size != self.size {
                self.size = size
                tell(&program, .resized(size))
            }
        }
        if let time = program.wakesAt, now >= time { tell(&program, .ticked) }
    }

    private mutating func tell(
        _ program: inout some TerminalProgram, _ event: InputEvent, at now: Int64
    ) {
        guard event == .fenceAnswered else { return tell(&program, .input(event)) }
        readPainted(&program)
        if let fence = draw.answered(at: now) { tell(&program, .fence(fence)) }
    }

    private mutating func tell<Program: TerminalProgram>(
        _ program: inout Program, _ event: TerminalEvent<Program.Message>
    ) {
        pace.noteInput()
        follow(program.take(event, at: Clock.now), &program)
    }

    private mutating func follow(
        _ orders: [TerminalOrder], _ program: inout some TerminalProgram
    ) {
        for order in orders {
            switch order {
            case .fence(let fence):
                self.fence = fence
                pace.noteInput()
            case .bell: draw.order { $0.ring() }
            case .title(let title): draw.order { $0.title(title) }
            case .copy(let bytes): draw.order { $0.copy(bytes) }
            case .repaint:
                draw.order { $0.forget() }
                pace.noteInput()
            case .suspend: suspend(&program)
            case .quit(let status): self.status = self.status ?? status
            }
        }
    }

    private mutating func drawFrame(_ program: some TerminalProgram) {
        let now = Clock.now
        guard status == nil, let time = frameTime, now >= time else { return }
        let (grid, look) = program.frame(size: size, at: now)
        draw.draw(Frame(grid: grid, look: look, fence: fence))
        fence = nil
        pace.drawn(at: now)
    }

    /// Stops as ^Z does. A terminal that takes nothing cannot be given back: then it goes on.
    private mutating func suspend(_ program: inout some TerminalProgram) {
        draw.order { $0.possess(.leave) }
        guard draw.waitUntilLeft(for: Self.leaveWait) else {
            draw.order { $0.possess(.resume) }
            return
        }
        pc_stop_here()
        resume(&program)
    }

    private mutating func resume(_ program: inout some TerminalProgram) {
        draw.order { $0.possess(.resume) }
        decoder = InputDecoder()
        resizesAt = Clock.now
        tell(&program, .resumed)
    }

    private mutating func leave() {
        draw.order { $0.possess(.end) }
        if !isLost { _ = draw.waitUntilLeft(for: Self.leaveWait) }
    }
}
