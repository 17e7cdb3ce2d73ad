import Transport

extension Stage {
    private static let second: UInt64 = 1_000_000_000

    /// Ends everything that was started, the supervisor last and in order; whether all of it is gone.
    func end() -> Bool {
        isEnding = true
        console?.stop()
        for child in children where child !== supervisor {
            child.stop(StopSteps(untilTerminate: Self.second / 4, untilKill: Self.second))
        }
        settle(seconds: 5) { self.children.allSatisfy { $0 === self.supervisor } }
        // A supervisor stops its servers first, and closes the trail.
        supervisor?.stop(StopSteps(untilTerminate: 0, untilKill: 10 * Self.second))
        settle(seconds: 12) { self.children.isEmpty }
        for child in children { child.kill() }
        settle(seconds: 5) { self.children.isEmpty }
        return children.isEmpty
    }

    /// Waits while ending: nothing that happens now is a reason to leave something behind.
    private func settle(seconds: UInt64, until isDone: () -> Bool) {
        let deadline = SystemClock().bootNanoseconds + seconds * Self.second
        while !isDone(), SystemClock().bootNanoseconds < deadline {
            for case .ended(let child, _) in happenings.take(until: deadline) {
                children.removeAll { $0 === child }
            }
        }
    }
}
