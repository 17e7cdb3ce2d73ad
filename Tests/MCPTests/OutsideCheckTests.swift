import Glibc
import JSON
import MCP
import Testing

/// Writes every message that Pullcord builds, for each pair of revisions, to the file named by
/// PULLCORD_MCP_MESSAGES, for `Tests/outside/test_mcp_messages.py` to hold against the schemas.
@Suite struct OutsideCheckTests {
    static let pairs: [(Revision, Revision)] = Revision.allCases.flatMap { agent in
        Revision.allCases.map { (agent, $0) }
    }

    @Test func everyMessageIsWritten() throws {
        var file: UnsafeMutablePointer<FILE>?
        if let path = getenv("PULLCORD_MCP_MESSAGES") {
            file = fopen(path, "w")
            #expect(file != nil)
        } else {
            print("skipped: PULLCORD_MCP_MESSAGES names no file to write the messages to")
        }
        defer { if let file { fclose(file) } }
        for (agent, server) in Self.pairs {
            var scenario = Scenario(agent: agent, server: server)
            scenario.run()
            #expect(scenario.written.count > 60, "\(agent) \(server)")
            for written in scenario.written {
                _ = try scan(written.bytes).get()
                guard let file else { continue }
                var writer = JSONWriter()
                writer.beginObject()
                writer.member("pair", "\(agent.text) over \(server.text)")
                writer.member("hop", written.hop)
                writer.member("revision", "\(written.revision.text)")
                if let method = written.answers { writer.member("answers", "\(method.name)") }
                writer.member("message", raw: written.bytes)
                writer.endObject()
                let line = writer.bytes + [UInt8(ascii: "\n")]
                #expect(fwrite(line, 1, line.count, file) == line.count)
            }
        }
    }
}
