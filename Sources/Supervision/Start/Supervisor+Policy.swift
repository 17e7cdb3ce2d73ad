import Control
import Glibc
import Governance
import MCP
import PolicyFile
import Transport

extension Supervisor {
    /// Reads the policy file again, as asked by an operator.
    func reloadPolicy(_ answer: Answering) {
        readPolicyFile { supervisor, faults, happened in
            guard let happened else {
                let words = faults.joined(separator: "; ")
                return answer.send(
                    .fault(
                        ControlFault(
                            .policyRefused, message: "the policy file was refused: \(words)",
                            next: "correct it; the policy in force stays")))
            }
            supervisor.finish(happened, answer, .policy)
        }
    }

    /// Reads the policy file again, as asked by a signal.
    func reloadPolicy() {
        readPolicyFile { supervisor, faults, _ in
            guard let first = faults.first else { return }
            supervisor.log.error("the policy file was refused; the one in force stays", first)
        }
    }

    /// Reads the file, runs its tests and looks its names up off the loop: none of it may keep a
    /// kill waiting. `done` gets the faults, or what followed.
    private func readPolicyFile(
        _ done: @escaping @Sendable (isolated Supervisor, [String], Happened?) -> Void
    ) {
        let (loop, configuration, known) = (loop, configuration, surroundings)
        worker.run { [self] in
            let read = PolicyRead.file(configuration.policy)
            var found: Surroundings?
            if case .success(let policy, _) = read {
                found = Surroundings(of: policy, configuration, earlier: known)
            }
            let surroundings = found
            loop.execute {
                self.assumeIsolated { supervisor in
                    // The trail is being closed: nothing can be recorded any more.
                    guard !supervisor.isStopping else { return }
                    switch read {
                    case .failure(let faults):
                        supervisor.policyFaults = faults
                        done(supervisor, faults, nil)
                    case .success(let policy, let source):
                        let happened = supervisor.take(policy, source, surroundings)
                        done(supervisor, [], happened)
                    }
                }
            }
        }
    }

    private func take(_ policy: Policy, _ source: [UInt8], _ found: Surroundings?) -> Happened {
        policyFaults = []
        keepSource(source, of: policy)
        keep(found, of: policy)
        let happened = happen(.policyRead(PolicyReading(policy: policy)))
        dropUnproven()
        // Where the new policy waits, the tokens of the one in force were not read with it.
        lookAround()
        return happened
    }

    /// Keeps the text of a policy that may come into force, and of no others than those that are or
    /// wait: what is recorded has it in the trail.
    private func keepSource(_ source: [UInt8], of policy: Policy) {
        let known = [governor.policy?.digest, governor.pending?.policy.digest, policy.digest]
        policySources = policySources.filter { known.contains($0.key) }
        policySources[policy.digest] = source
    }

    /// Keeps what was looked up for a policy, and takes it at once for the one in force.
    private func keep(_ found: Surroundings?, of policy: Policy) {
        let known = [governor.policy?.digest, governor.pending?.policy.digest, policy.digest]
        prepared = prepared.filter { known.contains($0.key) }
        prepared[policy.digest] = found
        if let found, policy.digest == governor.policy?.digest { surroundings = found }
    }

    /// A person applies the policy that waits; its names are looked up anew before.
    func applyPolicy(_ digest: Digest, by person: OperatorName, _ answer: Answering) {
        guard let policy = governor.pending?.policy, policy.digest == digest else {
            let happened = happen(.policyApplied(digest: digest, by: person))
            return finish(happened, answer, .policy)
        }
        let (loop, configuration, known) = (loop, configuration, surroundings)
        worker.run { [self] in
            let found = Surroundings(of: policy, configuration, earlier: known)
            loop.execute {
                self.assumeIsolated { supervisor in
                    guard !supervisor.isStopping else { return }
                    supervisor.keep(found, of: policy)
                    let happened = supervisor.happen(.policyApplied(digest: digest, by: person))
                    supervisor.finish(happened, answer, .policy)
                }
            }
        }
    }

    /// Looks up again what the policy in force names, as it is done now and then: a token may have
    /// been written, or a user made, without a word.
    func lookAround() {
        guard let policy = governor.policy else { return }
        // One at a time; what was read before this was asked may be out of date already.
        guard !isLookingAround else {
            looksAroundAgain = true
            return
        }
        isLookingAround = true
        let (loop, configuration, known) = (loop, configuration, surroundings)
        lookUps.run { [self] in
            let found = known.again(of: policy, configuration)
            loop.execute {
                self.assumeIsolated { supervisor in
                    supervisor.isLookingAround = false
                    guard !supervisor.isStopping else { return }
                    guard !supervisor.looksAroundAgain else {
                        supervisor.looksAroundAgain = false
                        return supervisor.lookAround()
                    }
                    supervisor.keep(found, of: policy)
                    supervisor.dropUnproven()
                }
            }
        }
    }

    /// A policy came into force: whose grant or server is gone loses its connections.
    func policyApplied() {
        guard let policy = governor.policy else { return }
        placeToolsAnew(policy)
        proofRevision += 1
        // Looked up before the policy could come into force; see `keep`.
        if let found = prepared[policy.digest] { surroundings = found }
        for words in accounts.missing { log.notice("a user of the policy cannot be used", words) }
        alerts.follow(policy)
        policyLoadedAt = clock.wall
        watchPolicysKillDirectory()
        saidMisfits = []
        definitions.keys.forEach(comparePolicy)
        // It may name tools that the one before it did not.
        for key in definitions.keys { _ = lookAtTools(of: key) }
        dropFormerOperators()
        dropUnproven()
        for connection in agents.values {
            let isGranted =
                policy.agents[connection.key.agent]?.servers.contains(connection.key.server)
                ?? false
            if !isGranted || policy.servers[connection.key.server] == nil {
                connection.channel.closeNow()
            } else if servers[connection.key]?.session.lastKnown(.tools) == nil {
                // Nobody knows what it saw.
                for line in connection.session.changed(.tools) { connection.channel.write(line) }
            }
        }
        for server in Set(servers.keys.map(\.server)) {
            for kind in ListKind.allCases { tellOfChange(of: kind, at: server) }
        }
        for link in servers.values where policy.servers[link.key.server] == nil {
            stopQuietly(link)
        }
    }

    /// Who is no operator any more, or another one, loses connections and feed.
    private func dropFormerOperators() {
        for connection in operators.values
        where accounts.operators[connection.user] != connection.name {
            log.notice("an operator is cut off by the policy", connection.name.text)
            connection.channel.closeNow()
        }
    }

    /// A tool drifted: whoever reads the log is told. Its calls are denied by the gate.
    func drifted(_ fact: ToolDrifted) {
        log.error(
            "a tool's definition differs from its pin; its calls are denied", fact.tool.description)
    }

    /// An agent's token was written or revoked: its connections must prove themselves anew.
    /// They are cut off at once, whatever the file holds; what it holds is read off the loop.
    func proofChanged(_ agent: AgentName, by person: OperatorName, _ answer: Answering) {
        guard let subject = governor.policy?.agents[agent] else {
            return answer.send(.fault(.notFound("the policy names no agent \(agent)")))
        }
        dropAll(of: agent)
        proofRevision += 1
        guard case .token(let file) = subject.proof else {
            return proofChanged(agent, to: nil, by: person, answer)
        }
        let path = configuration.path(fromPolicy: file)
        let loop = loop
        lookAround()
        worker.run { [self] in
            let token = TokenFile.hash(inFile: path).map(PlainDigest.of)
            loop.execute {
                self.assumeIsolated { $0.proofChanged(agent, to: token, by: person, answer) }
            }
        }
    }

    private func proofChanged(
        _ agent: AgentName, to token: Digest?, by person: OperatorName, _ answer: Answering
    ) {
        finish(
            happen(.proofChanged(agent, token: token, by: person)), answer,
            .done("the connections of \(agent) are closed and must prove anew"))
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
        let bytes: [UInt8]
        do {
            bytes = try self.bytes(path)
        } catch {
            let isMissing = access(path, F_OK) != 0
            let next =
                isMissing
                ? "; draft one with pullcord init, or name it with --policy" : ""
            return .failure(["\(path): it cannot be read: \(error.reason)\(next)"])
        }
        switch PolicyFile.read(bytes: bytes, fileName: path, digest: PlainDigest.of(bytes)) {
        case .success(let policy):
            let failed = policy.testResults().filter { !$0.isPassed }
            guard failed.isEmpty else {
                return .failure(failed.prefix(PolicyFaults.most).map { $0.fault(in: path) })
            }
            if let kill = policy.killDirectory, let fault = killDirectoryFault(kill) {
                return .failure([
                    "\(path):\(policy.killDirectoryLine): kill directory \(kill): \(fault)"
                ])
            }
            return .success(policy, source: bytes)
        case .failure(let faults):
            return .failure(faults.faults.map { $0.description(in: faults.fileName) })
        }
    }

    /// Why a file that somebody puts there might not stop anything; nil where it does. Who may put
    /// one there is not asked: it can only stop.
    private static func killDirectoryFault(_ path: String) -> String? {
        var about = stat()
        guard lstat(path, &about) == 0 else {
            guard errno == ENOENT else { return String(cString: strerror(errno)) }
            return "there is no such directory; make it, also after a restart of the machine"
        }
        guard about.st_mode & S_IFMT == S_IFDIR else { return "it is no directory" }
        guard about.st_uid == geteuid() || about.st_uid == 0 else {
            return "user id \(about.st_uid) owns it and could take it away; "
                + "give it to the supervisor's user or to root"
        }
        guard about.st_mode & 0o022 == 0 || about.st_mode & S_ISVTX != 0 else {
            return "others may remove files from it; run chmod +t on it, or chmod go-w"
        }
        return nil
    }

    private struct Unreadable: Error {
        let reason: String
    }

    /// The bytes of a file that nobody but its owner may write, who is this user or root: whoever
    /// writes the policy decides everything.
    private static func bytes(_ path: String) throws(Unreadable) -> [UInt8] {
        let file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard file >= 0 else { throw Unreadable(reason: String(cString: strerror(errno))) }
        defer { close(file) }
        var about = stat()
        guard fstat(file, &about) == 0, about.st_mode & S_IFMT == S_IFREG else {
            throw Unreadable(reason: "it is no plain file")
        }
        guard about.st_uid == geteuid() || about.st_uid == 0 else {
            throw Unreadable(
                reason: "user id \(about.st_uid) owns it and could change it; "
                    + "give it to the supervisor's user or to root")
        }
        guard about.st_mode & 0o022 == 0 else {
            throw Unreadable(reason: "others may write it; run chmod go-w on it")
        }
        var content: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 65_536)
        while content.count <= longest {
            let count = read(file, &chunk, chunk.count)
            if count == 0 { return content }
            guard count > 0 else { throw Unreadable(reason: String(cString: strerror(errno))) }
            content.append(contentsOf: chunk.prefix(count))
        }
        throw Unreadable(reason: "it is over 4 MiB")
    }
}
