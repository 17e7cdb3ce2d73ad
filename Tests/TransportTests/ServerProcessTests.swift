import Glibc
import Testing

@testable import Transport

@Suite(.timeLimit(.minutes(10)))
struct ServerProcessTests {
    private func start(
        _ arguments: [String], _ witness: Witness, environment: [String: String] = [:],
        directory: String? = nil, user: ServerCommand.User? = nil
    ) async throws -> ServerProcess {
        try await onLoop {
            let command = ServerCommand(
                arguments: arguments, environment: environment, directory: directory, user: user)
            let server = try ServerProcess.start(command, on: testLoop, owner: witness)
            server.channel.start(witness)
            return server
        }
    }

    private func started(_ witness: Witness) async throws -> Int32 {
        try await witness.wait {
            if case .server(.started(let process)) = $0 { process } else { nil }
        }
    }

    /// Waits until the process is gone: a zombie counts, its parent may not reap here.
    private func waitUntilGone(_ process: Int32) async throws {
        try await eventually("process \(process) is gone") { !isAlive(process) }
    }

    @Test func echoesThroughARealChild() async throws {
        let witness = Witness()
        let server = try await start(["cat"], witness)
        try await onLoop { server.channel.write(Array("one".utf8)) }
        try await onLoop { server.channel.write(Array("two".utf8)) }
        await witness.wait(for: .line("one"))
        await witness.wait(for: .line("two"))
        try await onLoop { server.channel.closeOutput() }
        await witness.wait(for: .server(.exited(.status(0))))
        await witness.wait(for: .server(.gone))
    }

    @Test(
        arguments: [
            (["/no/such/program"], nil, "cannot run /no/such/program", ENOENT),
            (["no-such-program-at-all"], nil, "cannot run no-such-program-at-all", ENOENT),
            (["/etc/passwd"], nil, "cannot run /etc/passwd", EACCES),
            (
                ["cat"], "/no/such/folder", "cannot enter the directory /no/such/folder for cat",
                ENOENT
            ),
        ] as [([String], String?, String, Int32)])
    func aProgramThatCannotRunSaysWhy(
        arguments: [String], directory: String?, words: String, number: Int32
    ) async throws {
        let witness = Witness()
        let server = try await start(arguments, witness, directory: directory)
        let error = try await witness.wait {
            if case .server(.failed(let error)) = $0 { error } else { nil }
        }
        #expect(error.message == words)
        #expect(error.number == number)
        #expect(error.description == "\(words): \(TransportError.words(for: number))")
        withExtendedLifetime(server) {}
    }

    @Test func environmentAndDirectoryAreExact() async throws {
        let witness = Witness()
        let server = try await start(
            ["/bin/sh", "-c", "/usr/bin/env; pwd; umask >/dev/null; kill -l >/dev/null"], witness,
            environment: ["ONE": "1 =", "TWO": ""], directory: "/usr")
        var lines: Set<String> = []
        while let seen = await witness.next(), seen != .inputEnded {
            if case .line(let line) = seen { lines.insert(line) }
        }
        // sh itself sets PWD and, for env, _ or OLDPWD: nothing else may be there.
        let ours = lines.filter { !$0.hasPrefix("PWD=") && !$0.hasPrefix("_=") }
        #expect(ours == ["ONE=1 =", "TWO=", "/usr"])
        withExtendedLifetime(server) {}
    }

    @Test func signalsAreReset() async throws {
        let witness = Witness()
        let server = try await start(
            ["/bin/grep", "-E", "^Sig(Blk|Ign)", "/proc/self/status"], witness)
        await witness.wait(for: .line("SigBlk:\t0000000000000000"))
        await witness.wait(for: .line("SigIgn:\t0000000000000000"))
        withExtendedLifetime(server) {}
    }

    @Test func noDescriptorButThreeIsInherited() async throws {
        let witness = Witness()
        let server = try await start(["/bin/ls", "/proc/self/fd"], witness)
        var lines: [String] = []
        while let seen = await witness.next(), seen != .inputEnded {
            if case .line(let line) = seen { lines.append(line) }
        }
        // The fourth is the folder that ls itself reads.
        #expect(lines == ["0", "1", "2", "3"])
        withExtendedLifetime(server) {}
    }

    @Test func aUserIsDroppedBeforeTheProgramStarts() async throws {
        guard geteuid() == 0 else {
            print("skipped: only root may become another user")
            return
        }
        let witness = Witness()
        let server = try await start(
            ["/usr/bin/id", "-u", "-n"], witness, user: .init(user: 65534, group: 65534))
        await witness.wait(for: .line("nobody"))
        let second = Witness()
        let groups = try await start(
            ["/usr/bin/id", "-G"], second, user: .init(user: 65534, group: 65534))
        await second.wait(for: .line("65534"))
        withExtendedLifetime((server, groups)) {}
    }

    @Test func killEndsGrandchildrenThatChangedTheirGroup() async throws {
        let witness = Witness()
        let script = """
            sleep 1000 & echo $!
            setsid sleep 1000 & echo $!
            setsid sh -c 'setsid sleep 1000 & echo $!; exec sleep 1000' &
            trap '' TERM HUP INT
            wait
            """
        let server = try await start(["/bin/sh", "-c", script], witness)
        var family: [Int32] = []
        while family.count < 4 {
            // The first line may overtake the keeper's report.
            let process = try await witness.wait {
                switch $0 {
                case .line(let line): Int32(line)
                case .server(.started(let process)): process
                default: nil
                }
            }
            family.append(process)
        }
        for process in family { #expect(isAlive(process)) }
        try await onLoop { server.kill() }
        await witness.wait(for: .server(.exited(.signal(SIGKILL))))
        await witness.wait(for: .server(.gone))
        for process in family { #expect(!isAlive(process)) }
    }

    @Test func aLeaderThatEndsLeavesNobody() async throws {
        let witness = Witness()
        let server = try await start(
            [
                "/bin/sh", "-c",
                "sleep 1000 & echo $!; setsid sleep 1000 & echo $!; read line; exit 3",
            ], witness)
        var family: [Int32] = []
        for _ in 0..<2 {
            let line = try await witness.wait { if case .line(let line) = $0 { line } else { nil } }
            family.append(try #require(Int32(line)))
        }
        try await onLoop { server.channel.closeOutput() }
        await witness.wait(for: .server(.exited(.status(3))))
        await witness.wait(for: .server(.gone))
        for process in family { #expect(!isAlive(process)) }
        withExtendedLifetime(server) {}
    }

    /// Each script with the milliseconds until it is terminated and until it is killed: where it ends
    /// by itself before that, no machine must be too slow for it.
    @Test(
        arguments: [
            ("read line; exit 0", ServerExit.status(0), (600_000, 600_000)),
            ("trap 'exit 7' TERM; while :; do sleep 0.01; done", .status(7), (100, 600_000)),
            ("trap '' TERM; while :; do sleep 0.01; done", .signal(SIGKILL), (100, 100)),
        ] as [(String, ServerExit, (UInt64, UInt64))])
    func stoppingClosesThenTerminatesThenKills(
        script: String, exit: ServerExit, after: (UInt64, UInt64)
    ) async throws {
        let witness = Witness()
        let server = try await start(["/bin/sh", "-c", "echo ready; " + script], witness)
        await witness.wait(for: .line("ready"))
        try await onLoop {
            server.stop(
                StopSteps(untilTerminate: after.0 * 1_000_000, untilKill: after.1 * 1_000_000))
        }
        await witness.wait(for: .server(.exited(exit)))
        await witness.wait(for: .server(.gone))
    }

    @Test func aServerThatIsLetGoIsEnded() async throws {
        let witness = Witness()
        var server: ServerProcess? = try await start(["sleep", "1000"], witness)
        let process = try await started(witness)
        #expect(isAlive(process))
        try await onLoop { server?.channel.closeNow() }
        server = nil
        try await waitUntilGone(process)
    }

    @Test func complaintsAreDrainedAndBounded() async throws {
        let witness = Witness()
        let server = try await start(
            [
                "/bin/sh", "-c",
                "head -c 3000000 /dev/zero | tr '\\0' x >&2; echo last >&2; echo done",
            ],
            witness)
        await witness.wait(for: .line("done"))
        await witness.wait(for: .server(.gone))
        let tail = try await onLoop { server.lastComplaints }
        #expect(tail.count == ServerProcess.complaintBytes)
    }

    @Test(arguments: [
        ServerCommand(arguments: []), ServerCommand(arguments: [""]),
        ServerCommand(arguments: ["a\0b"]),
        ServerCommand(arguments: ["a"], environment: ["A=B": "c"]),
        ServerCommand(arguments: ["a"], environment: ["": "c"]),
        ServerCommand(arguments: ["a", String(repeating: "x", count: 3 << 20)]),
    ])
    func aCommandThatIsNoneIsRefused(command: ServerCommand) async throws {
        let error = await #expect(throws: TransportError.self) {
            try await onLoop {
                _ = try ServerProcess.start(command, on: testLoop, owner: Witness())
            }
        }
        #expect(error?.code == .invalidCommand)
    }
}
