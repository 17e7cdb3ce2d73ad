import Control
import Glibc
import Governance
import Testing

@testable import pullcord

/// Commands against a supervisor that answers by a table: what they ask, and how they end.
@Suite(.serialized) struct CommandTests {
    static let welcome = WelcomeView(
        version: .current, program: "fake",
        you: OperatorView(
            name: OperatorName("ana"), answers: .critical, scripts: .medium, may: [], present: 1),
        host: Samples.host)

    /// A supervisor that greets and answers everything else with one reply.
    private func supervisor(_ reply: ControlReply) throws -> FakeSupervisor {
        try FakeSupervisor { request in
            if case .hello = request { return [.reply(.welcome(Self.welcome))] }
            return [.reply(reply)]
        }
    }

    static let acts: [(arguments: [String], request: ControlRequest)] = [
        (["pause", "bot", "--reason", "loops"], .pause(agent: AgentName("bot"), reason: "loops")),
        (["resume", "bot"], .resume(agent: AgentName("bot"))),
        (["freeze", "--reason", "incident"], .freeze(reason: "incident")),
        (["freeze", "--off"], .thaw),
        (["run", "end", "r7", "--reason", "done"], .endRun(run: "r7", reason: "done")),
        (["release", "--reason", "fixed"], .release(scope: .everything, reason: "fixed")),
        (
            ["release", "--tool", "pay/a/b", "--reason", "fixed"],
            .release(
                scope: .tool(ToolName(server: ServerName("pay"), tool: "a/b")), reason: "fixed")
        ),
        (
            ["grant", "bot", "pay/refund", "sampled", "--reason", "good"],
            .grant(
                agent: AgentName("bot"), tool: ToolName(server: ServerName("pay"), tool: "refund"),
                rung: .sampled, reason: "good")
        ),
    ]

    @Test(arguments: acts.indices) func actIsAskedAsTyped(_ index: Int) throws {
        let supervisor = try supervisor(.done(DoneView(sequence: 3, message: "done")))
        defer { supervisor.stop() }
        let status = Pullcord.run(Self.acts[index].arguments + ["--run", supervisor.run])
        #expect(status == .done)
        #expect(supervisor.requests == [Self.acts[index].request])
    }

    static let faults: [(code: ControlFault.Code, status: CommandStatus)] = [
        (.notPermitted, .notPermitted), (.notFound, .notFound), (.stale, .stale),
        (.settled, .stale), (.stopped, .refused), (.trail, .refused), (.overCeiling, .refused),
    ]

    @Test(arguments: faults.indices) func refusalGivesItsStatus(_ index: Int) throws {
        let fault = ControlFault(Self.faults[index].code, message: "no", next: "look")
        let supervisor = try supervisor(.fault(fault))
        defer { supervisor.stop() }
        let status = Pullcord.run(["resume", "bot", "--run", supervisor.run])
        #expect(status == Self.faults[index].status)
    }

    @Test(arguments: [
        ["nonsense"], ["approve"], ["approve", "A7Q"], ["deny", "A7Q", "7"], ["deny", "A7Q"],
        ["deny", "A7Q", "2", "--reason", "too broad"], ["deny", "A7Q", "--reason", ""],
        ["freeze"], ["freeze", "--reason", " "], ["extend", "A7Q", "soon"],
        ["grant", "bot", "refund", "sampled", "--reason", "x"],
        ["grant", "bot", "pay/refund", "all", "--reason", "x"],
        ["kill", "--agent", "a", "--server", "b", "--reason", "x"], ["audit", "tail", "-n", "-1"],
        ["status", "--run", "/" + String(repeating: "x", count: 120)], ["audit", "show", "x"],
        ["approve", "A7Q", "--digest", "00"],
    ]) func wrongUseIsAUsageError(_ arguments: [String]) {
        #expect(Pullcord.run(arguments) == .usage)
    }

    @Test func noSupervisorIsUnreachable() {
        #expect(Pullcord.run(["status", "--run", "/tmp/pullcord-nowhere"]) == .unreachable)
    }

    @Test func aDirectoryThatOthersMayWriteProvesNothing() throws {
        let supervisor = try supervisor(.done(DoneView(message: "done")))
        defer { supervisor.stop() }
        chmod(supervisor.run + "/control", 0o777)
        #expect(Pullcord.run(["thaw"]) == .usage)
        let status = Pullcord.run(["freeze", "--off", "--run", supervisor.run])
        #expect(status == .notPermitted)
        #expect(supervisor.requests.isEmpty, "nothing was sent")
    }

    @Test func anotherUsersSupervisorIsSentNothing() throws {
        let supervisor = try supervisor(.done(DoneView(message: "done")))
        defer { supervisor.stop() }
        let status = Pullcord.run(
            ["freeze", "--off", "--run", supervisor.run, "--supervisor-user", "54321"])
        #expect(status == .notPermitted)
        #expect(supervisor.requests.isEmpty)
    }

    @Test func aReplyThatIsNotUnderstoodIsAFailure() throws {
        for bytes in ["{}\n", "rubbish\n", #"{"reply":"1","kind":"done","value":{}}"# + "\n"] {
            let supervisor = try FakeSupervisor { request in
                if case .hello = request { return [.reply(.welcome(Self.welcome))] }
                return [.bytes(Array(bytes.utf8))]
            }
            defer { supervisor.stop() }
            #expect(Pullcord.run(["resume", "b", "--run", supervisor.run]) == .refused)
        }
    }

    @Test func aSupervisorThatHangsUpIsLost() throws {
        let supervisor = try FakeSupervisor { _ in [.close] }
        defer { supervisor.stop() }
        #expect(Pullcord.run(["resume", "b", "--run", supervisor.run]) == .unreachable)
    }

    @Test func tailPrintsToTheHeadAndEnds() throws {
        let status = StatusView(
            host: Samples.host, program: "fake", process: 1, started: Samples.now, kills: [],
            openHolds: 0, inFlight: 0,
            trail: TrailView(
                origin: "o", size: 3, root: try Samples.require(Samples.digest), waiting: 0,
                lagNanoseconds: 0),
            policy: PolicyView(
                digest: try Samples.require(Samples.digest), path: "p", loaded: Samples.now,
                faults: []), operators: [], agents: [], servers: [])
        let snapshot = SnapshotView(
            sequence: 1, status: status, holds: HoldsView(host: Samples.host, holds: [], more: 0),
            runs: RunsView(host: Samples.host, runs: [], more: 0))
        let supervisor = try FakeSupervisor { request in
            switch request {
            case .hello: [.reply(.welcome(Self.welcome))]
            case .status: [.reply(.status(status))]
            default:
                [.reply(.snapshot(snapshot))]
                    + (1..<3).map { sequence in
                        .feed(
                            .entry(
                                EntryView(
                                    sequence: sequence, time: Samples.now, kind: "call.proposed",
                                    data: "{}", payloads: [])))
                    }
            }
        }
        defer { supervisor.stop() }
        let ended = Pullcord.run(["audit", "tail", "-n", "2", "--run", supervisor.run])
        #expect(ended == .done)
        #expect(supervisor.requests == [.status, .subscribe(from: 1)])
    }
}
