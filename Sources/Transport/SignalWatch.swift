import CLinux
import Glibc

/// Signals of the process, told on the loop. One for the life of the process. Bound to the loop.
package final class SignalWatch: @unchecked Sendable {
    // Unchecked: made and used on the loop only, which `start` checks.

    /// The signals that mean something to a supervisor.
    package enum Signal: Sendable, Hashable, CaseIterable {
        /// SIGTERM, SIGINT, SIGHUP, SIGUSR1.
        case terminate, interrupt, hangUp, userOne

        var number: Int32 {
            switch self {
            case .terminate: SIGTERM
            case .interrupt: SIGINT
            case .hangUp: SIGHUP
            case .userOne: SIGUSR1
            }
        }
    }

    private let descriptor: Int32
    private var watch: Watch?
    private let received: (Signal) -> Void

    /// From now on `received` is called on the loop for each of these signals, which do nothing else
    /// any more. Throws where signals are watched already.
    package static func start(
        _ signals: [Signal] = Signal.allCases, on loop: Loop, received: @escaping (Signal) -> Void
    ) throws(TransportError) -> SignalWatch {
        loop.preconditionOnLoop()
        let numbers = signals.map(\.number)
        let descriptor = try succeed(
            pc_signals_watch(numbers, Int32(numbers.count)), "cannot watch for signals")
        return SignalWatch(descriptor, on: loop, received)
    }

    private init(_ descriptor: Int32, on loop: Loop, _ received: @escaping (Signal) -> Void) {
        self.descriptor = descriptor
        self.received = received
        let watch = Watch(descriptor, on: loop) { [weak self] in self?.ready() }
        self.watch = watch
        watch.arm()
    }

    private func ready() {
        var numbers = [UInt8](repeating: 0, count: 64)
        while true {
            let count = read(descriptor, &numbers, numbers.count)
            guard count > 0 else { break }
            for number in numbers.prefix(count) {
                guard let signal = Signal.allCases.first(where: { $0.number == Int32(number) })
                else { continue }
                received(signal)
            }
        }
        watch?.arm()
    }
}
