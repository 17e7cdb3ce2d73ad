import Control
import Glibc
import Governance
import Testing

@testable import pullcord

/// Tokens made and taken away, in a directory of their own.
@Suite struct AgentFileTests {
    private static let policy = """
        pullcord: 1
        host: { label: test, colour: calm }
        operators: { ana: { user: root, answers: high, may: [release, apply] } }
        servers: { pay: { command: [pay-mcp] } }
        tools:
          pay/refund: { tier: medium }
        agents:
          bot: { owner: ana, proof: { token: keys/bot.hash }, may: [pay/refund] }
          other: { owner: ana, proof: { user: root }, may: [pay/refund] }
        """

    private func inFolder(_ body: (String) throws -> Void) throws {
        var template = Array("/tmp/pullcord-agent-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else {
            throw FakeSupervisor.Failure(step: "mkdtemp", number: errno)
        }
        let bytes = template.dropLast().map { UInt8(bitPattern: $0) }
        let folder = String(decoding: bytes, as: UTF8.self)
        defer {
            for file in ["keys/bot.hash", "own/bot.token", "policy.yaml"] {
                unlink("\(folder)/\(file)")
            }
            for directory in ["/keys", "/own", ""] { rmdir(folder + directory) }
        }
        try PlainFile.write(
            Array(Self.policy.utf8), to: folder + "/policy.yaml", mode: 0o644)
        try body(folder)
    }

    private func run(_ words: [String], in folder: String) -> CommandStatus {
        Pullcord.run(
            words + ["--policy", folder + "/policy.yaml", "--data", folder, "--run", folder + "/r"])
    }

    private func mode(_ path: String) -> mode_t? {
        var status = stat()
        return stat(path, &status) == 0 ? status.st_mode & 0o777 : nil
    }

    @Test func aTokenIsWrittenWithItsHash() throws {
        try inFolder { folder in
            let own = folder + "/own/bot.token"
            #expect(run(["agent", "add", "bot", "--token-file", own], in: folder) == .done)
            #expect(mode(own) == 0o600)
            #expect(mode(folder + "/keys/bot.hash") == 0o600)
            let bytes = try PlainFile.secret(own, limit: 256)
            let token = try #require(AgentToken.token(inFile: bytes))
            let hash = try PlainFile.read(folder + "/keys/bot.hash", limit: 256)
            let line = "sha256:\(PlainDigest.of(Array(token.utf8)).hexadecimal)\n"
            #expect(hash == Array(line.utf8))
            #expect(run(["agent", "add", "bot", "--token-file", own], in: folder) == .done)
            #expect(try PlainFile.secret(own, limit: 256) != bytes, "a new one each time")
        }
    }

    @Test func aRevokedTokenHasNoHash() throws {
        try inFolder { folder in
            let own = folder + "/own/bot.token"
            #expect(run(["agent", "add", "bot", "--token-file", own], in: folder) == .done)
            #expect(run(["agent", "revoke", "bot"], in: folder) == .done)
            #expect(mode(folder + "/keys/bot.hash") == nil)
            #expect(run(["agent", "revoke", "bot"], in: folder) == .done, "twice is no fault")
        }
    }

    @Test func onlyAnAgentOfThePolicyWithATokenHasOne() throws {
        try inFolder { folder in
            #expect(run(["agent", "add", "nobody"], in: folder) == .notFound)
            #expect(run(["agent", "add", "other"], in: folder) == .usage)
        }
    }

    @Test func aTokenThatOthersMayReadIsNoSecret() throws {
        try inFolder { folder in
            let own = folder + "/own/bot.token"
            #expect(run(["agent", "add", "bot", "--token-file", own], in: folder) == .done)
            chmod(own, 0o640)
            #expect(throws: CommandFailure.self) { try PlainFile.secret(own, limit: 256) }
        }
    }

    /// What was killed in the middle leaves a file; what may still be written is left alone.
    @Test func leftoversOfTheDeadAreRemoved() throws {
        try inFolder { folder in
            // More than any system gives to a process (`PID_MAX_LIMIT`).
            let nobody = 4_194_305
            let gone = ["policy.yaml.new-\(nobody)", "policy.yaml.new-\(nobody + 1)"]
            let kept = [
                "policy.yaml.new-1", "policy.yaml.new-0", "policy.yaml.new--\(nobody)",
                "policy.yaml.new-x\(nobody)", "policy.yaml.new-", "other.yaml.new-\(nobody)",
            ]
            defer { for name in gone + kept { unlink("\(folder)/\(name)") } }
            for name in gone + kept {
                close(open("\(folder)/\(name)", O_WRONLY | O_CREAT | O_EXCL, 0o600))
            }
            try PlainFile.write(Array("x".utf8), to: folder + "/policy.yaml", mode: 0o644)
            for name in gone { #expect(!PlainFile.exists("\(folder)/\(name)"), "\(name)") }
            for name in kept { #expect(PlainFile.exists("\(folder)/\(name)"), "\(name)") }
        }
    }

    @Test func aPolicyIsCheckedWithItsFaults() throws {
        try inFolder { folder in
            let path = folder + "/policy.yaml"
            #expect(Pullcord.run(["policy", "check", path]) == .done)
            #expect(Pullcord.run(["policy", "check", path, "--json"]) == .done)
            try PlainFile.write(Array("pullcord: 2\n".utf8), to: path, mode: 0o644)
            #expect(Pullcord.run(["policy", "check", path]) == .usage)
            #expect(Pullcord.run(["policy", "check", folder + "/none.yaml"]) == .usage)
        }
    }
}
