import Console
import Demonstration
import Governance
import Testing

/// The tour is a value of the console, and what it speaks of is done by the demonstration: two rooms that
/// do not know each other, held together here.
@Suite struct DemoTourTests {
    @Test func everyStepIsACueAndEveryCueAStep() {
        #expect(Tour.Step.allCases.map(\.rawValue) == Cue.allCases.map(\.rawValue))
    }

    @Test func theTourCallsTheAgentsByTheirNames() {
        #expect(Tour.misled == AgentName(Cast.misled))
        #expect(Tour.runaway == AgentName(Cast.runaway))
    }
}
