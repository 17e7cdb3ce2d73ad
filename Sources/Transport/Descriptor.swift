import CLinux
import Glibc

/// A file descriptor that is closed when nobody owns it any more.
struct Descriptor: ~Copyable {
    let number: Int32

    init(_ number: Int32) {
        self.number = number
    }

    deinit {
        Glibc.close(number)
    }

    /// Gives the descriptor away: whoever takes the number closes it.
    consuming func release() -> Int32 {
        let number = number
        discard self
        return number
    }

    /// Both ends of a new pipe, close-on-exec.
    static func pipe() throws(TransportError) -> Pipe {
        var ends: (Int32, Int32) = (-1, -1)
        let result = withUnsafeMutableBytes(of: &ends) { bytes in
            bytes.withMemoryRebound(to: Int32.self) { pc_pipe($0.baseAddress) }
        }
        _ = try succeed(result, "no pipe could be made")
        return Pipe(reading: Descriptor(ends.0), writing: Descriptor(ends.1))
    }

    struct Pipe: ~Copyable {
        var reading: Descriptor
        var writing: Descriptor
    }
}
