import Control
import Governance
import Transport

/// An agent at the socket whose token file is being read. Lives on the loop.
final class ArrivingAgent: @unchecked Sendable {
    // Everything here is touched on the loop only: doors hold it, which the supervisor has, and the
    // closure of the timer that ends its waiting, which runs there. The thread that reads the file
    // gets its path and nothing else.
    let arrival: AgentArrival
    let greeting: AgentGreeting
    let agent: AgentPolicy
    let token: String
    /// Ends its waiting; nil once it is over.
    var timer: LoopTimer?

    init(_ arrival: AgentArrival, _ greeting: AgentGreeting, _ agent: AgentPolicy, _ token: String)
    {
        self.arrival = arrival
        self.greeting = greeting
        self.agent = agent
        self.token = token
    }
}

/// The agents that arrive with one token file. It is read on a thread that reads no other meanwhile:
/// a file on a disk that hangs keeps waiting only those whose file it is, and these not for ever.
struct TokenDoor {
    /// How long one waits for its file, in nanoseconds: as long as for the greeting itself.
    static let patience = AgentListener.Limits().greetingNanoseconds
    /// Agents that wait for one file: more than all clients of an agent that start at once.
    static let longestLine = 16
    /// Files that may be read at a time: each that hangs keeps a thread. Where so many hang, others
    /// wait for one, and are told so in time.
    static let threads = 32

    /// Those whose file is being read.
    var entering: [ArrivingAgent] = []
    /// Those who came meanwhile: what is read for them is read after they came.
    var waiting: [ArrivingAgent] = []

    var isReading = false
    var count: Int { entering.count + waiting.count }
}
