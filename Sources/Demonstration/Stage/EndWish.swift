import Transport

/// Tells of the signals by which a person or the system asks for the end.
final class EndWish: @unchecked Sendable {
    // Unchecked: the watch is made and kept on the loop only.
    private var watch: SignalWatch?

    init(on loop: Loop, telling happenings: Happenings) {
        loop.execute { self.start(loop, happenings) }
    }

    private func start(_ loop: Loop, _ happenings: Happenings) {
        do throws(TransportError) {
            watch = try SignalWatch.start([.interrupt, .terminate, .hangUp], on: loop) { _ in
                happenings.post(.interrupted)
            }
        } catch {
            happenings.post(.notRun(error))
        }
    }
}
