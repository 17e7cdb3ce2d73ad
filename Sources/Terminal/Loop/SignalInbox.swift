import CNcurses
import Glibc

/// The signals of the process, read from a descriptor like everything else: they come between events,
/// never into the middle of one.
struct SignalInbox: ~Copyable {
    /// What a signal means to whoever draws.
    enum Signal: Hashable {
        /// SIGTERM, SIGINT, SIGQUIT, SIGHUP: end, with 128 and its number.
        case end(Int32)
        case windowChanged
        case stop
        case goOn
    }

    let descriptor: Int32

    /// From now on, in this thread and those that it starts, these signals do nothing else.
    init() throws(TerminalFault) {
        let numbers = [SIGTERM, SIGINT, SIGQUIT, SIGHUP, SIGWINCH, SIGTSTP, SIGCONT]
        descriptor = pc_inbox_new(numbers, Int32(numbers.count))
        guard descriptor >= 0 else { throw .noDescriptor(-descriptor) }
    }

    deinit {
        close(descriptor)
    }

    func next() -> Signal? {
        switch pc_inbox_next(descriptor) {
        case 0: nil
        case SIGWINCH: .windowChanged
        case SIGTSTP: .stop
        case SIGCONT: .goOn
        case let number: .end(number)
        }
    }
}
