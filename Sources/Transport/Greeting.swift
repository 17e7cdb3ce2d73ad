import CLinux
import Glibc

/// One shim's greeting on its way: a line of bytes, and with its first byte perhaps two descriptors.
final class Greeting {
    let connection: UnixConnection
    private let limits: AgentListener.Limits
    private var bytes: [UInt8] = []
    private var handed: [Int32] = []
    private var watch: Watch?
    private var timer: LoopTimer?
    private let done: (Greeting, AgentArrival?) -> Void

    /// `done` is called once, with nil where the shim came to nothing.
    init(
        _ connection: UnixConnection, _ limits: AgentListener.Limits,
        done: @escaping (Greeting, AgentArrival?) -> Void
    ) {
        self.connection = connection
        self.limits = limits
        self.done = done
    }

    deinit {
        // Let go with its listener. Once it is answered, all of this is the arrival's.
        guard let watch else { return }
        let handed = handed
        connection.loop.here { [timer] in
            watch.cancel()
            timer?.cancel()
            for descriptor in handed { Glibc.close(descriptor) }
        }
    }

    func begin() {
        let watch = Watch(connection.descriptor, on: connection.loop) { [weak self] in
            self?.readAll()
        }
        self.watch = watch
        watch.arm()
        timer = connection.loop.wake(in: limits.greetingNanoseconds) { [weak self] in
            self?.refuse("no greeting came in time")
        }
    }

    func close() {
        stop()
        for descriptor in handed { Glibc.close(descriptor) }
        handed = []
        connection.close()
    }

    private func stop() {
        watch?.cancel()
        watch = nil
        timer?.cancel()
        timer = nil
    }

    private func readAll() {
        var chunk = [UInt8](repeating: 0, count: 2048)
        while watch != nil {
            var descriptors: (Int32, Int32) = (-1, -1)
            var descriptorCount: Int32 = 0
            let count = withUnsafeMutablePointer(to: &descriptors) { both in
                both.withMemoryRebound(to: Int32.self, capacity: 2) {
                    pc_receive_descriptors(
                        connection.descriptor, &chunk, chunk.count, $0, &descriptorCount)
                }
            }
            if descriptorCount == 2 {
                guard handed.isEmpty, bytes.isEmpty else {
                    Glibc.close(descriptors.0)
                    Glibc.close(descriptors.1)
                    return refuse("descriptors came twice or late")
                }
                handed = [descriptors.0, descriptors.1]
            }
            if count == -Int(EAGAIN) { break }
            guard count > 0 else {
                return count == -Int(EPROTO) ? refuse("not two descriptors came") : fail()
            }
            guard take(chunk[..<count]) else { return }
        }
        watch?.arm()
    }

    /// Returns whether more is wanted.
    private func take(_ chunk: ArraySlice<UInt8>) -> Bool {
        bytes.append(contentsOf: chunk)
        guard let newline = bytes.firstIndex(of: 0x0a) else {
            guard bytes.count <= limits.greetingBytes else {
                refuse("the greeting is longer than \(limits.greetingBytes) bytes")
                return false
            }
            return true
        }
        guard newline == bytes.count - 1, newline <= limits.greetingBytes else {
            refuse("the greeting is too long, or bytes follow it before it was answered")
            return false
        }
        finish(Array(bytes[..<newline]))
        return false
    }

    private func finish(_ greeting: [UInt8]) {
        stop()
        let arrival: AgentArrival
        do {
            let streams = try streams()
            arrival = AgentArrival(
                connection: connection, greeting: greeting, streams: streams)
        } catch {
            return refuse(error.description)
        }
        done(self, arrival)
    }

    private func streams() throws(TransportError) -> AgentArrival.Streams {
        guard handed.count == 2 else { return .relayed }
        let first = Descriptor(handed[0])
        let second = Descriptor(handed[1])
        handed = []
        let input = try HandedDescriptor.judge(first, for: .reading)
        let output = try HandedDescriptor.judge(second, for: .writing)
        guard input.isReachable, output.isReachable else { return relay() }
        return .handed(input: input, output: output)
    }

    private func relay() -> AgentArrival.Streams {
        say(.relay)
        return .relayed
    }

    private func refuse(_ words: String) {
        say(.refused(Array(words.utf8)))
        fail()
    }

    private func say(_ status: ShimStatus) {
        let line = status.line
        _ = send(connection.descriptor, line, line.count, PC_SEND_FLAGS)
    }

    private func fail() {
        close()
        done(self, nil)
    }
}
