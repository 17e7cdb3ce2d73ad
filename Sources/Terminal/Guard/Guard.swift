import CNcurses
import Glibc
package import SafeText

/// The process that outlives the one that draws, and gives the terminal back whatever ended that one:
/// a signal, SIGKILL, a trap of Swift, the loss of the terminal.
///
/// A program that draws calls ``enter(log:)`` first of all, while it has one thread. It then is two
/// processes: the guard, which waits, and the same program started again with the same arguments, which
/// comes out of `enter` as ``Role/guarded(_:)`` and draws. The guard
/// - passes on SIGTERM, SIGHUP, SIGINT and SIGQUIT, and ends what does not end: within a second where the
///   terminal is lost, three seconds else;
/// - stops with it at ^Z, so that the shell sees one job, and goes on with it;
/// - ends with its exit status, or 128 + n where signal n ended it;
/// - is missed by it: without its guard the console ends.
///
/// What the runtime of Swift says of a trap goes to `log`, without questions and in short
/// (`SWIFT_BACKTRACE`), and so does all that the guarded process writes to standard error. The guard waits
/// five seconds for it at most, since the screen stands still meanwhile. What the guarded process has to
/// say to the person when the screen is over it writes to standard output.
package enum Guard {
    /// Which of the two this process is.
    package enum Role {
        /// The guard, when all is over: to exit with this status.
        case guarding(status: Int32)
        /// The one that draws.
        case guarded(Life)
    }

    /// Becomes one of the two. `log` is the file that standard error is appended to while the screen is
    /// drawn; it is made, mode 0600, if it is not there. Its folder must be. `notice` is said where the
    /// console dies, in place of ``notice(_:)``.
    package static func enter(
        log: String, notice: SafeText? = nil
    ) throws(TerminalFault) -> Role {
        if let life = pc_guard_life() { return .guarded(Life(life)) }
        // What cannot be drawn on is said while there is somewhere to say it.
        _ = try TerminalFacts.ofEnvironment()
        // Read at the start of a process: that is why the guarded one is started again.
        setenv("SWIFT_BACKTRACE", backtrace, 1)
        let status = pc_guard_run(
            CommandLine.unsafeArgv, log, (notice ?? self.notice(log)).plain)
        guard status >= 0 else { throw .noGuard(-status) }
        return .guarding(status: status)
    }

    /// No question, no colours, and nothing that takes long to find out: the person waits.
    private static let backtrace =
        "enable=yes,interactive=no,color=no,symbolicate=fast,images=none,registers=none"

    /// What is said where it died.
    package static func notice(_ log: String) -> SafeText {
        """
        pullcord: the console died; the supervisor goes on and what was held stays held; what it \
        said last is in \(untrusted: log)
        """
    }
}
