import AuditTrail
import Control
import Governance

/// All that is shown to operators, at one instant, as values.
struct SupervisorPicture {
    let governor: Governor
    let now: Moment
    /// The wall clock at that instant, in nanoseconds since 1970.
    let wall: Int64
    let program: String
    let process: Int
    let startedWall: Int64
    let policyPath: String
    let policyLoadedWall: Int64
    let policyFaults: [String]
    /// The directories in which any file engages the kill switch.
    let killDirectories: [String]
    /// Rules of the policy in force that look at arguments which their tools do not have.
    let misfits: [String]
    let trail: TrailView
    /// What is not as it should be with the trail, although it can be written.
    let trailConcerns: [String]
    /// Connections by operator.
    let present: [OperatorName: Int]
    /// Connections by agent.
    let connections: [AgentName: Int]
    let processes: [ServerName: [ProcessView]]
    /// Tools that each server listed.
    let listedTools: [ServerName: Int]
    /// Why user ids are shared, in general and by agent.
    let unguarded: [String]
    let unguardedAgents: [AgentName: [String]]
    /// The agents of which too much was refused.
    let heldBack: [AgentName: HeldBackView]
    /// Which agents' proofs exist.
    let provable: Set<AgentName>
    /// What held calls carry.
    let held: [CallID: HeldContent]
    /// What was seen of each tool's calls.
    let tallies: ToolTallies

    /// A moment on the wall clock as it stands now.
    func wallTime(_ moment: Moment) -> WallTime {
        let (sum, overflow) = wall.addingReportingOverflow(
            moment.nanoseconds - now.nanoseconds)
        return WallTime(nanoseconds: overflow ? .max : max(0, sum))
    }
}
