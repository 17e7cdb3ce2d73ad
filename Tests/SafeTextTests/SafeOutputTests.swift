import Glibc
import SafeText
import Testing

@Suite struct SafeOutputTests {
    private func pipe() throws -> (read: Int32, write: Int32) {
        var ends: [Int32] = [0, 0]
        try #require(Glibc.pipe(&ends) == 0)
        return (ends[0], ends[1])
    }

    private func readAll(_ descriptor: Int32) -> [UInt8] {
        var all: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = read(descriptor, &chunk, chunk.count)
            if count <= 0 { return all }
            all += chunk[..<count]
        }
    }

    @Test func linesArriveWhole() throws {
        let (reader, writer) = try pipe()
        let output = SafeOutput(descriptor: writer, encoding: .utf8)
        try output.write("held \(untrusted: "a\u{1B}[2J")")
        try output.write(["żółć", "b"])
        close(writer)
        #expect(String(decoding: readAll(reader), as: UTF8.self) == "held \"a<ESC>[2J\"\nżółć\nb\n")
        close(reader)
    }

    @Test func anASCIITerminalGetsASCII() throws {
        let (reader, writer) = try pipe()
        try SafeOutput(descriptor: writer, encoding: .ascii).write("żó")
        close(writer)
        #expect(String(decoding: readAll(reader), as: UTF8.self) == "<U+017C><U+00F3>\n")
        close(reader)
    }

    /// More than a pipe holds, through a descriptor that does not block: short writes and EAGAIN.
    @Test(.timeLimit(.minutes(10)))
    func aSlowReaderGetsEverything() async throws {
        let (reader, writer) = try pipe()
        try #require(fcntl(writer, F_SETFL, O_NONBLOCK) == 0)
        let line = SafeText(untrusted: String(repeating: "x", count: 999_999))
        let thread = Task.detached { readAll(reader) }
        try SafeOutput(descriptor: writer, encoding: .utf8).write(line)
        close(writer)
        let all = await thread.value
        #expect(all.count == 1_000_000)
        #expect(all.last == UInt8(ascii: "\n"))
        close(reader)
    }

    /// SIGPIPE would end the process here.
    @Test func aReaderThatLeftIsAnError() throws {
        let (reader, writer) = try pipe()
        close(reader)
        let output = SafeOutput(descriptor: writer, encoding: .utf8)
        #expect(throws: SafeOutputError.readerLeft) { try output.write("nobody hears") }
        #expect(throws: SafeOutputError.readerLeft) { try output.write("still nobody") }
        close(writer)
        var pending = sigset_t()
        sigpending(&pending)
        #expect(sigismember(&pending, SIGPIPE) == 0)
    }

    @Test func aClosedDescriptorIsAnErrorThatSaysSo() throws {
        let output = SafeOutput(descriptor: -1, encoding: .utf8)
        #expect(throws: SafeOutputError.failed(errno: EBADF)) { try output.write("x") }
        #expect(SafeOutputError.failed(errno: EBADF).description.contains("Bad file descriptor"))
    }

    /// A full pipe takes no offer and the caller goes on; an emptied one takes a whole line.
    @Test(.timeLimit(.minutes(10)))
    func anOfferNeverWaits() throws {
        let (reader, writer) = try pipe()
        let output = SafeOutput(descriptor: writer, encoding: .utf8)
        let line = SafeText(untrusted: String(repeating: "漢\u{301}\u{302}", count: 4_000))
        var taken = 0
        while try output.offer(line) { taken += 1 }
        #expect(taken >= 16)
        var chunk = [UInt8](repeating: 0, count: 65_536)
        let count = read(reader, &chunk, chunk.count)
        let lines = chunk[..<count].split(separator: UInt8(ascii: "\n"))
        #expect(lines.allSatisfy { $0.count < 4_096 && $0.last == UInt8(ascii: "]") })
        #expect(try output.offer("again"))
        close(reader)
        close(writer)
    }

    @Test(arguments: [
        (["LANG": "C.UTF-8"], SafeOutput.Encoding.utf8),
        (["LANG": "pl_PL.utf8"], .utf8),
        (["LANG": "de_DE.UTF-8@euro"], .utf8),
        (["LANG": "C.UTF-8", "LC_ALL": "C"], .ascii),
        (["LANG": "C", "LC_CTYPE": "C.UTF-8"], .utf8),
        (["LANG": "C.UTF-8", "LC_ALL": ""], .utf8),
        (["LANG": "pl_PL.ISO-8859-2"], .ascii),
        ([:], .ascii),
    ])
    func theEnvironmentSaysTheEncoding(
        _ environment: [String: String], _ encoding: SafeOutput.Encoding
    ) {
        #expect(SafeOutput.Encoding.of { environment[$0] } == encoding)
    }
}
