import Control
import Glibc
import Governance
import MCP
import PolicyFile
import Transport

extension Supervisor {
    /// Reads the policy file again, as asked by an operator.
    func reloadPolicy(_ answer: Answering) {
        switch readPolicyFile() {
        case .failure(let faults):
            policyFaults = faults
            answer.send(
                .fault(
                    ControlFault(
                        .policyRefused,
                        message: "the policy file was refused: \(faults.joined(separator: "; "))",
                        next: "correct it; the policy in force stays")))
        case .success(let policy, _):
            policyFaults = []
            finish(
                happen(.policyRead(PolicyReading(policy: policy, isInForce: false))), answer,
                .policy)
        }
    }

    /// Reads the policy file again, as asked by a signal.
    func reloadPolicy() {
        switch readPolicyFile() {
        case .failure(let faults):
            policyFaults = faults
            log.error("the policy file was refused; the one in force stays", faults[0])
        case .success(let policy, _):
            policyFaults = []
            happen(.policyRead(PolicyReading(policy: policy, isInForce: false)))
        }
    }

    private func readPolicyFile() -> PolicyRead {
        let read = PolicyRead.file(configuration.policy)
        if case .success(let policy, let bytes) = read { policySources[policy.digest] = bytes }
        return read
    }

    /// A policy came into force: whose grant or server is gone loses its connections.
    func policyApplied() {
        guard let policy = governor.policy else { return }
        accounts = Accounts(policy: policy)
        for words in accounts.missing { log.notice("a user of the policy is missing", words) }
        alerts.commands = policy.alerts
        policyLoadedAt = clock.wall
        watchPolicysKillDirectory()
        saidMisfits = []
        definitions.keys.forEach(comparePolicy)
        for connection in agents.values {
            let isGranted =
                policy.agents[connection.key.agent]?.servers.contains(connection.key.server)
                ?? false
            if !isGranted || policy.servers[connection.key.server] == nil {
                connection.channel.closeNow()
            } else {
                tellOfChangedLists(connection)
            }
        }
        for link in servers.values where policy.servers[link.key.server] == nil {
            stopQuietly(link)
        }
    }

    private func tellOfChangedLists(_ connection: AgentConnection) {
        for line in connection.session.changed(.tools) { connection.channel.write(line) }
    }

    /// A tool drifted: the agents that saw it see it no more.
    func drifted(_ fact: ToolDrifted) {
        log.error(
            "a tool's definition differs from its pin; its calls are denied", fact.tool.description)
    }

    /// An agent's token was written or revoked: its connections must prove themselves anew.
    func proofChanged(_ agent: AgentName, _ answer: Answering) {
        guard governor.policy?.agents[agent] != nil else {
            return answer.send(.fault(.notFound("the policy names no agent \(agent)")))
        }
        dropUnproven(agent)
        answer.send(
            .done(DoneView(message: "the connections of \(agent) are closed and must prove anew")))
    }
}

extension PolicyTestResult {
    /// Why a file whose own test fails is not taken: its line, what came out and what was expected.
    fileprivate func fault(in path: String) -> String {
        "\(path):\(test.line): its own test fails: \(sentence); correct the rule or the test"
    }
}

/// What came of reading a policy file. A file whose own tests fail says something else than its
/// author meant, so it is taken no more than one that cannot be read.
enum PolicyRead {
    case success(Policy, source: [UInt8])
    /// Each fault with its place.
    case failure([String])

    /// The longest policy file, in bytes; the reader has a limit of its own below it.
    private static let longest = 4 << 20

    static func file(_ path: String) -> PolicyRead {
        guard let bytes = bytes(path) else {
            let why = String(cString: strerror(errno))
            return .failure(["\(path): it cannot be read: \(why)"])
        }
        switch PolicyFile.read(bytes: bytes, fileName: path, digest: PlainDigest.of(bytes)) {
        case .success(let policy):
            let failed = policy.testResults().filter { !$0.isPassed }
            guard failed.isEmpty else {
                return .failure(failed.prefix(PolicyFaults.most).map { $0.fault(in: path) })
            }
            return .success(policy, source: bytes)
        case .failure(let faults):
            return .failure(faults.faults.map { $0.description(in: faults.fileName) })
        }
    }

    /// The bytes of a file; nil where it cannot be read or is too long.
    private static func bytes(_ path: String) -> [UInt8]? {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return nil }
        defer { close(file) }
        var content: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 65_536)
        while content.count <= longest {
            let count = read(file, &chunk, chunk.count)
            if count == 0 { return content }
            guard count > 0 else { return nil }
            content.append(contentsOf: chunk.prefix(count))
        }
        errno = EFBIG
        return nil
    }
}
