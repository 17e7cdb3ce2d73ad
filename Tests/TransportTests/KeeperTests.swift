import CLinux
import Glibc
import Testing

@testable import Transport

/// What is left when the supervisor is killed, which it cannot do anything about: nothing.
@Suite(.timeLimit(.minutes(10)))
struct KeeperTests {
    private static let script = """
        sleep 1000 & echo $!
        setsid sleep 1000 & echo $!
        setsid sh -c 'setsid sleep 1000 & echo $!; exec sleep 1000' &
        trap '' TERM HUP INT
        echo $$
        wait
        """

    @Test func killingTheSupervisorLeavesNoProcess() async throws {
        let parent = try Supervisor(
            ServerCommand(arguments: ["/bin/sh", "-c", KeeperTests.script]))
        let family = try (0..<4).map { _ in try #require(Int32(parent.readLine())) }
        for process in family { #expect(isAlive(process)) }
        #expect(kill(parent.process, SIGKILL) == 0)
        #expect(waitpid(parent.process, nil, 0) == parent.process)
        for process in family {
            try await eventually("process \(process) is gone") { !isAlive(process) }
        }
        // The keeper's last word: it ended only after everybody else.
        #expect(parent.reports().map(\.kind) == [1, 3, 4])
    }

    @Test func killingAKeeperTakesItsServerAlong() async throws {
        let witness = Witness()
        let server = try await onLoop {
            let server = try ServerProcess.start(
                ServerCommand(arguments: ["/bin/sh", "-c", "echo $PPID; exec sleep 1000"]),
                on: testLoop, owner: witness)
            server.channel.start(witness)
            return server
        }
        let keeper = try await witness.wait {
            if case .line(let line) = $0 { Int32(line) } else { nil }
        }
        try await eventually("the keeper has reported") {
            try await onLoop { server.process } != nil
        }
        let process = try #require(try await onLoop { server.process })
        #expect(kill(keeper, SIGKILL) == 0)
        let error = try await witness.wait {
            if case .server(.failed(let error)) = $0 { error } else { nil }
        }
        #expect(error.code == .closed)
        try await eventually("process \(process) is gone") { !isAlive(process) }
    }

    @Test func aNurseryThatWasKilledIsReplaced() async throws {
        let nursery = Nursery()
        nursery.prepare()
        let first = nursery.process
        #expect(first > 0 && kill(first, SIGKILL) == 0)
        try await eventually("process \(first) is gone") { !isAlive(first) }
        let nothing = open("/dev/null", O_RDWR)
        try nursery.order([Int32](repeating: nothing, count: 6))
        #expect(nursery.process != first)
        #expect(isAlive(nursery.process))
        kill(nursery.process, SIGKILL)
    }
}

/// Whether a process is there and no zombie, which its parent may not have reaped.
func isAlive(_ process: Int32) -> Bool {
    guard let file = fopen("/proc/\(process)/stat", "r") else { return false }
    defer { fclose(file) }
    var text = [CChar](repeating: 0, count: 512)
    guard fgets(&text, 512, file) != nil else { return false }
    let bytes = text.map { UInt8(bitPattern: $0) }
    guard let close = bytes.lastIndex(of: UInt8(ascii: ")")) else { return false }
    return bytes[close + 2] != UInt8(ascii: "Z")
}

/// A process that starts one child as the supervisor does, and then only waits to be killed.
private struct Supervisor {
    let process: Int32
    private let output: Int32
    private let report: Int32

    init(_ command: ServerCommand) throws {
        let bytes = try command.order()
        let order = pc_memory_file("order")
        #expect(write(order, bytes, bytes.count) == bytes.count)
        let input = try Descriptor.pipe()
        let output = try Descriptor.pipe()
        let control = try Descriptor.pipe()
        let report = try Descriptor.pipe()
        let descriptors = [
            order, control.reading.number, report.writing.number, input.reading.number,
            output.writing.number, output.writing.number,
        ]
        typealias Fork = @convention(c) () -> Int32
        let symbol = try #require(dlsym(nil, "fork"))
        let fork = unsafeBitCast(symbol, to: Fork.self)
        process = descriptors.withUnsafeBufferPointer { numbers in
            let process = fork()
            guard process == 0 else { return process }
            // In the copy: system calls only, on memory that was made before.
            var socket: Int32 = -1
            if pc_nursery_start(&socket) < 0 || pc_nursery_order(socket, numbers.baseAddress) < 0 {
                _exit(1)
            }
            while true { pause() }
        }
        close(order)
        self.output = dup(output.reading.number)
        self.report = dup(report.reading.number)
    }

    func readLine() -> String {
        var line: [UInt8] = []
        var byte: UInt8 = 0
        while read(output, &byte, 1) == 1, byte != 0x0a { line.append(byte) }
        return String(decoding: line, as: UTF8.self)
    }

    /// All reports, once the keeper has closed its end.
    func reports() -> [pc_report] {
        var reports: [pc_report] = []
        var report = pc_report()
        while read(self.report, &report, MemoryLayout<pc_report>.size) == 12 {
            reports.append(report)
        }
        return reports
    }
}
