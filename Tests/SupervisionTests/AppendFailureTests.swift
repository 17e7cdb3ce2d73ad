import AuditTrail
import Governance
import Testing

@testable import Supervision

/// What follows from entries that the trail did not take.
@Suite struct AppendFailureTests {
    @Test(
        "only a trail that takes nothing is broken",
        arguments: [
            (TrailError.draft(.tooLong(70_000)), AppendFailure.ofEntry),
            (.draft(.payloadTooLong(100 << 20)), .ofEntry),
            (.draft(.empty), .ofEntry),
            (.queueFull(limit: "8192 entries"), .full),
            (.closed, .broken),
            (.damaged("a row"), .broken),
        ])
    func meaning(_ error: TrailError, _ failure: AppendFailure) {
        #expect(AppendFailure(error) == failure)
    }

    /// What comes when nobody is read from any more is what was under way: the ends of calls, of holds
    /// and of connections, and what servers list. All of it at once still fits the queue.
    @Test func whatIsUnderWayFitsTheQueueBesideAllThatMayWait() {
        // Its end; the leaving of its caller and its end; that of its run and its leaving; pinned or
        // drifted, looked at by as many as are looked at once.
        let ends =
            Flights.limit + 2 * Holds.openLimit + 2 * Supervisor.agentConnectionLimit
            + 2 * Supervisor.looksAtOnce
        // What one message adds before it is looked at how much waits, and what people do meanwhile.
        let others = 256
        #expect(DiskShares.all.entries + ends + others <= TrailOptions().queuedEntries)
    }
}
