import Glibc
import Governance
import Testing

/// The governor under random events. `PULLCORD_SIMULATION_EVENTS` sets how many events all seeds
/// play together (100,000 without it, 1,000,000 where `PULLCORD_LONG` is `yes`), `PULLCORD_SIMULATION_SEED` plays one seed alone.
struct SimulationTests {
    private static let eventsOfASeed = 5_000

    private static func number(_ name: String) -> Int? {
        getenv(name).flatMap { Int(String(cString: $0)) }
    }

    private static var seeds: [UInt64] {
        if let seed = number("PULLCORD_SIMULATION_SEED") { return [UInt64(seed)] }
        let isLong = getenv("PULLCORD_LONG").map { String(cString: $0) == "yes" } ?? false
        let events = number("PULLCORD_SIMULATION_EVENTS") ?? (isLong ? 1_000_000 : 100_000)
        return (1...UInt64(max(1, events / eventsOfASeed))).map(\.self)
    }

    @Test(arguments: seeds)
    func whatMustAlwaysHoldHolds(seed: UInt64) throws {
        var simulation = try Simulation(seed: seed)
        do {
            try simulation.run(events: SimulationTests.eventsOfASeed)
        } catch {
            Issue.record(
                "seed \(seed), step \(simulation.step), at \(simulation.now.nanoseconds): \(error)")
            return
        }
        // A simulation that does not do a thing says nothing about it.
        for type in ["call.admitted", "call.held", "call.refused", "call.forwarded"] {
            #expect(simulation.seen[type, default: 0] > 50, "\(type): \(simulation.seen)")
        }
        for type in ["hold.approved", "hold.denied", "hold.expired", "run.ended"] {
            #expect(simulation.seen[type, default: 0] > 3, "\(type): \(simulation.seen)")
        }
    }
}
