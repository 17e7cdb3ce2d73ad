import AuditTrail
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
}
