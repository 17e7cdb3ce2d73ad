import Governance
import Transport

extension Supervisor {
    /// How many entries may wait for the disk before agents and servers are read from no more. The
    /// trail takes twice as many, so that what is under way (`Flights.limit`) can still be recorded.
    private static let backlogHigh: UInt64 = 4_096
    private static let backlogLow: UInt64 = 1_024
    /// The same in bytes: what one hostile agent may make the supervisor hold, less what lies in
    /// its streams.
    private static let backlogBytesHigh: UInt64 = 1 << 20
    private static let backlogBytesLow: UInt64 = 256 << 10

    /// A disk that is too slow slows the agents; it neither loses entries nor breaks the trail.
    func holdAgentsBackWhenBehind() {
        guard !isHoldingBack, governor.trailFault == nil,
            recorder.lag > Supervisor.backlogHigh
                || recorder.lagBytes > Supervisor.backlogBytesHigh
        else { return }
        isHoldingBack = true
        for connection in agents.values { connection.channel.pause() }
        for link in servers.values { link.process?.channel.pause() }
    }

    /// The disk has caught up.
    func letAgentsGoOn() {
        guard isHoldingBack, recorder.lag < Supervisor.backlogLow,
            recorder.lagBytes < Supervisor.backlogBytesLow
        else { return }
        goOnReading()
    }

    /// Reads on from everybody: the disk has caught up, or nothing is recorded any more.
    func goOnReading() {
        guard isHoldingBack else { return }
        isHoldingBack = false
        for connection in agents.values { readOn(connection) }
        for link in servers.values { readOn(link) }
        lookAtWhatIsDue()
    }
}
