import Transport

/// One program that the demonstration started. It runs under a keeper, so that it and all it started
/// end with the demonstration, however that ends.
final class Child: ServerProcessOwner, LineChannelOwner, @unchecked Sendable {
    // Unchecked: `process` is touched on the loop only; all else never changes.
    let name: String
    private let loop: Loop
    private let happenings: Happenings
    private var process: ServerProcess?

    init(_ name: String, _ command: ServerCommand, on loop: Loop, telling happenings: Happenings) {
        self.name = name
        self.loop = loop
        self.happenings = happenings
        loop.execute { self.start(command) }
    }

    private func start(_ command: ServerCommand) {
        do throws(TransportError) {
            let process = try ServerProcess.start(command, on: loop, owner: self)
            self.process = process
            process.channel.start(self)
        } catch {
            happenings.post(.ended(self, complaints: Array(error.description.utf8)))
        }
    }

    /// Writes one line to its standard input.
    func write(_ line: [UInt8]) {
        loop.execute { self.process?.channel.write(line) }
    }

    /// Asks it to end, and makes it after a while; `ended` follows.
    func stop(_ steps: StopSteps) {
        loop.execute { self.process?.stop(steps) }
    }

    /// Ends it and all it started, at once; `ended` follows.
    func kill() {
        loop.execute { self.process?.kill() }
    }

    func happened(_ event: ServerEvent, to server: ServerProcess) {
        switch event {
        case .started, .exited: break
        case .failed(let error):
            happenings.post(.ended(self, complaints: Array(error.description.utf8)))
        case .gone: happenings.post(.ended(self, complaints: server.lastComplaints))
        }
    }

    func received(_ line: UnsafeRawBufferPointer, on channel: LineChannel) {
        happenings.post(.line(Array(line), from: self))
    }

    func faulted(_ fault: LineFault, on channel: LineChannel) {}

    func closed(on channel: LineChannel, _ end: LineChannelEnd) {}
}
