import Glibc
import Governance
import Transport

/// Which user ids the policy's system users have; looked up off the loop, because the look-up may
/// wait on a name service. What was found once stays when that service fails: an outage must not
/// keep operators from their switches.
struct Accounts: Sendable {
    /// The supervisor's own user id.
    let own: UInt32
    private(set) var operators: [UInt32: OperatorName] = [:]
    private(set) var agents: [AgentName: UInt32] = [:]
    /// The users that servers run as, where the policy names one.
    private(set) var serverUsers: [ServerName: ServerCommand.User] = [:]
    /// The users of the policy that this machine does not have or cannot tell apart, in words.
    private(set) var missing: [String] = []
    /// Every user that was found, by name.
    private var users: [String: ServerCommand.User] = [:]
    private let earlier: [String: ServerCommand.User]

    /// Looks the policy's users up; `earlier` stands in where the look-up itself fails.
    init(policy: Policy, earlier: Accounts? = nil) {
        own = geteuid()
        self.earlier = earlier?.users ?? [:]
        var people: [UInt32: [OperatorName]] = [:]
        for person in policy.operators.values.sorted(by: { $0.name < $1.name }) {
            guard let user = find(person.user, "operator \(person.name)") else { continue }
            people[user.user, default: []].append(person.name)
        }
        for (user, names) in people.sorted(by: { $0.key < $1.key }) {
            // Two names of one user id: nobody can tell who of them it is, so it is neither.
            guard names.count == 1 else {
                let list = names.map(\.text).joined(separator: " and ")
                missing.append("operators \(list) have one user id, \(user): neither is let in")
                continue
            }
            operators[user] = names[0]
        }
        for agent in policy.agents.values.sorted(by: { $0.name < $1.name }) {
            guard case .user(let name) = agent.proof else { continue }
            agents[agent.name] = find(name, "agent \(agent.name)")?.user
        }
        for server in policy.servers.values.sorted(by: { $0.name < $1.name }) {
            guard let name = server.user else { continue }
            serverUsers[server.name] = find(name, "server \(server.name)")
        }
    }

    /// These, unless a later look found more and lost nobody.
    func bettered(by later: Accounts) -> Accounts {
        users.keys.allSatisfy { later.users[$0] != nil } ? later : self
    }

    /// Why a process with this user id is not apart from those that it must be kept from; nil if
    /// it is.
    func sharing(_ user: UInt32) -> String? {
        if user == own { return "the supervisor" }
        // Root reads and ends whatever it likes.
        if user == 0 { return "root" }
        return operators[user].map { "operator \($0)" }
    }

    private mutating func find(_ name: String, _ who: String) -> ServerCommand.User? {
        var entry = passwd()
        var found: UnsafeMutablePointer<passwd>?
        var buffer = [CChar](repeating: 0, count: 16_384)
        let status = getpwnam_r(name, &entry, &buffer, buffer.count, &found)
        if status == 0, found != nil {
            users[name] = ServerCommand.User(user: entry.pw_uid, group: entry.pw_gid)
        } else if status != 0 {
            users[name] = earlier[name]
        }
        if users[name] == nil { missing.append("\(who): this machine has no user \(name)") }
        return users[name]
    }
}
