import Glibc

/// `write` that never raises SIGPIPE in this thread and changes nothing for the rest of the process,
/// nor for the children it starts: they would inherit an ignored signal.
enum BlockedBrokenPipe {
    /// How many bytes were written, or -1 and the value of `errno`.
    static func write(_ bytes: ArraySlice<UInt8>, to descriptor: Int32) -> (Int, Int32) {
        var pipeSignal = sigset_t()
        var before = sigset_t()
        var pending = sigset_t()
        sigemptyset(&pipeSignal)
        sigaddset(&pipeSignal, SIGPIPE)
        sigpending(&pending)
        let wasPending = sigismember(&pending, SIGPIPE) == 1
        pthread_sigmask(SIG_BLOCK, &pipeSignal, &before)
        let count = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
        let fault = errno
        if count < 0, fault == EPIPE, !wasPending {
            // SIGPIPE of a write goes to the writing thread and is pending now: take it away.
            var now = timespec()
            while sigtimedwait(&pipeSignal, nil, &now) < 0, errno == EINTR {}
        }
        pthread_sigmask(SIG_SETMASK, &before, nil)
        return (count, fault)
    }
}
