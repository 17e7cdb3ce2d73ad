import CLinux
import Glibc

/// What the running process can say of, and do to, itself.
package enum ThisProcess {
    /// The user the process acts as.
    package static var user: UInt32 { geteuid() }

    /// From now on the process is told to end (SIGTERM) when the one that started it ends.
    package static func endWithParent() throws(TransportError) {
        _ = try succeed(pc_end_with_parent(), "cannot be bound to the process that started this")
    }

    /// Keeps other processes of the same user from reading the memory (ptrace, core dumps).
    package static func forbidDumps() throws(TransportError) {
        _ = try succeed(pc_forbid_dumps(), "cannot forbid dumps of this process")
    }

    /// Lets the process open as many descriptors as the system would let it, so that agents who open
    /// many connections take none from operators.
    package static func raiseDescriptorLimit() throws(TransportError) {
        _ = try succeed(pc_raise_descriptor_limit(), "cannot raise the limit of open files")
    }

    /// Gives back the program text that only starting needed: with large pages in the page cache
    /// nearly all of it is mapped after a start, and what goes on being used comes back by itself.
    ///
    /// - Returns: how many mappings were given back.
    @discardableResult
    package static func releaseText() throws(TransportError) -> Int {
        Int(try succeed(pc_release_text(), "cannot give back the program text"))
    }

    /// A write to a closed pipe, or beyond a limit of file sizes, becomes an error, where it would
    /// else end the process.
    package static func ignoreWriteSignals() {
        _ = pc_ignore_write_signals()
    }
}
