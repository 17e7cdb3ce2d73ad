import Glibc

/// The only way to print: lines of `SafeText` to a descriptor.
///
/// It keeps no buffer, so a line that was written is gone from this process. Short writes and signals
/// are gone on from; SIGPIPE never arrives, a reader that left is an error like any other.
package struct SafeOutput: Sendable {
    /// What the reader of the descriptor takes.
    package enum Encoding: Sendable {
        case utf8
        /// Everything beyond ASCII is shown by its code point. In another encoding the bytes of a
        /// letter may be controls: 0x9B starts a sequence on an 8-bit terminal.
        case ascii
    }

    private let descriptor: Int32
    private let encoding: Encoding

    /// An output over an open descriptor, which stays the caller's.
    package init(descriptor: Int32, encoding: Encoding) {
        self.descriptor = descriptor
        self.encoding = encoding
    }

    /// Descriptor 1, in the encoding of the process's environment.
    package static var standardOutput: SafeOutput {
        SafeOutput(descriptor: STDOUT_FILENO, encoding: .ofEnvironment)
    }

    /// Descriptor 2, in the encoding of the process's environment.
    package static var standardError: SafeOutput {
        SafeOutput(descriptor: STDERR_FILENO, encoding: .ofEnvironment)
    }

    /// Writes the text and a line end, and waits for a slow reader as long as it takes: for commands,
    /// not for an event loop.
    package func write(_ line: SafeText) throws(SafeOutputError) {
        try write([line])
    }

    /// Writes each text and a line end, in as few writes as the reader takes.
    package func write(_ lines: [SafeText]) throws(SafeOutputError) {
        var bytes: [UInt8] = []
        for line in lines { bytes += encoded(line) }
        try writeAll(bytes)
    }

    /// Writes the line only if that does not wait; whether it was written. A line over 4,095 bytes is
    /// cut, with a mark: up to PIPE_BUF a pipe takes all of a line or nothing. For logging from the
    /// event loop, where a reader that stands still must slow nothing.
    package func offer(_ line: SafeText) throws(SafeOutputError) -> Bool {
        var bytes = encoded(line)
        if bytes.count > Self.atomicWrite {
            bytes = encoded(line.truncated(to: Self.atomicColumns))
        }
        guard try waitUntilWritable(milliseconds: 0) else { return false }
        try writeAll(bytes)
        return true
    }

    /// PIPE_BUF on Linux: a write of no more is not torn, and a pipe reported writable takes it.
    private static let atomicWrite = 4_096
    /// One column takes at most 12 bytes (a base of 4 and two marks), so this fits `atomicWrite`.
    private static let atomicColumns = 300

    private func encoded(_ line: SafeText) -> [UInt8] {
        let text = encoding == .ascii ? line.inASCII : line
        return text.bytes + [UInt8(ascii: "\n")]
    }

    private func writeAll(_ bytes: [UInt8]) throws(SafeOutputError) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let (count, fault) = BlockedBrokenPipe.write(rest, to: descriptor)
            if count > 0 {
                rest = rest.dropFirst(count)
                continue
            }
            switch fault {
            case EINTR: continue
            case EAGAIN: _ = try waitUntilWritable(milliseconds: -1)
            case EPIPE: throw .readerLeft
            default: throw .failed(errno: fault)
            }
        }
    }

    private func waitUntilWritable(milliseconds: Int32) throws(SafeOutputError) -> Bool {
        var item = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        while true {
            let ready = poll(&item, 1, milliseconds)
            if ready >= 0 { return ready > 0 }
            if errno != EINTR { throw .failed(errno: errno) }
        }
    }
}
