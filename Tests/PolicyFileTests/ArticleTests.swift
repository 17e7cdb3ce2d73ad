import Glibc
import Governance
import PolicyFile
import Testing

/// The article "The policy file" is the grammar: what it says is what the reader does.
struct ArticleTests {
    private let article: String

    init() throws {
        article = try #require(ArticleTests.read("Sources/pullcord/Pullcord.docc/PolicyFile.md"))
    }

    /// Every key that is refused by name stands in the article, in the section it belongs to.
    @Test(arguments: [
        ("breakers", "the policy", "breakers: x"), ("leases", "the policy", "leases: x"),
        ("taint", "the policy", "taint: x"), ("stages", "the policy", "stages: x"),
        ("exposure", "the policy", "exposure: x"), ("loops", "the policy", "loops: x"),
        ("http", "the policy", "http: x"), ("fleet", "the policy", "fleet: x"),
        ("drill", "the policy", "drill: x"), ("console", "the policy", "console: x"),
        ("trusted", "tool pay/x", "tools: { pay/x: { trusted: x } }"),
        ("effect", "tool pay/x", "tools: { pay/x: { effect: x } }"),
        ("egress", "tool pay/x", "tools: { pay/x: { egress: x } }"),
        ("private", "tool pay/x", "tools: { pay/x: { private: x } }"),
        ("edit", "tool pay/x", "tools: { pay/x: { edit: x } }"),
        ("lease", "tool pay/x", "tools: { pay/x: { lease: x } }"),
        ("undo", "blast", "tools: { pay/x: { blast: { unit: usd, each: 1, undo: x } } }"),
        ("high", "budget", "agents: { b: { owner: o, proof: { user: o }, budget: { high: 1 } } }"),
    ])
    func laterKeysAreRefusedByName(_ key: String, _ subject: String, _ text: String) {
        let message = "'\(key)' in \(subject) is not yet supported by this version; remove it"
        let found = PolicyText.faults(PolicyText.smallest + "\n" + text)
        #expect(found.count == 1 && found[0].hasSuffix(message), "\(found)")
        #expect(article.contains("`\(key)`"))
    }

    /// Every key that the reader knows stands in the article: an unknown one is answered by all of
    /// them.
    @Test(arguments: [
        ("qqqqqqq: x", 13), ("holds: { qqqqqqq: x }", 3), ("appetite: { qqqqqqq: x }", 7),
        ("operators: { ana: { qqqqqqq: x } }", 4), ("servers: { pay: { qqqqqqq: x } }", 7),
        ("tools: { pay/x: { qqqqqqq: x } }", 9), ("tools: { pay/x: { blast: { qqqqqqq: x } } }", 5),
        ("tools: { pay/x: { limits: [{ qqqqqqq: x }] } }", 5),
        ("tools: { pay/x: { deny: [{ qqqqqqq: x }] } }", 5),
        ("tools: { pay/x: { deny: [{ argument: /a, if: { qqqqqqq: x } }] } }", 7),
        ("tools: { pay/x: { deny: [{ argument: /a, if: { number: { qqqqqqq: x } } }] } }", 4),
        ("agents: { b: { qqqqqqq: x } }", 13), ("agents: { b: { budget: { qqqqqqq: x } } }", 10),
        ("tests: [{ qqqqqqq: x }]", 7),
    ])
    func everyKeyStandsInTheArticle(_ text: String, _ count: Int) throws {
        let lines = PolicyText.smallest.split(separator: "\n")
            .filter { !text.hasPrefix($0.prefix { $0 != ":" }) }
        let faults = PolicyText.faults((lines + [text[...]]).joined(separator: "\n"))
        let fault = try #require(faults.first { $0.contains("unknown key 'qqqqqqq'") })
        let known = try #require(fault.firstRange(of: "it knows "))
        let keys = fault[known.upperBound...].components(between: "'", and: "'")
        #expect(keys.count == count)
        #expect(keys.filter { !article.contains("`\($0)`") } == [])
    }

    /// Every example of the article, put together, is a policy: each stands for its section.
    @Test func theExamplesAreAPolicy() throws {
        var examples: [String: String] = [:]
        for block in article.components(between: "```yaml\n", and: "```") {
            let section = String(block.prefix { $0 != ":" })
            examples[section] = examples[section] ?? block
        }
        #expect(
            Set(examples.keys) == [
                "host", "appetite", "operators", "servers", "tools", "limits", "deny", "agents",
                "holds", "alerts", "tests",
            ])
        // `limits` and `deny` are parts of a tool: two more tools hold them.
        let parts = ["limits", "deny"].compactMap { examples.removeValue(forKey: $0) }
        let tools = zip(["one", "two"], parts).map { name, part in
            let lines = part.split(separator: "\n").map { "    \($0)" }.joined(separator: "\n")
            return "  pay/\(name):\n    blast: { unit: usd, value: /amount }\n    recipient: /to\n"
                + lines
        }
        let text =
            "pullcord: 1\n" + (examples.removeValue(forKey: "tools") ?? "")
            + tools.joined(separator: "\n") + "\n" + examples.values.joined()
        let policy = try PolicyText.read(text).get()
        #expect(policy.tools.count == 4 && policy.tests.count == 2)
    }

    private static func read(_ path: String) -> String? {
        let root = "\(#filePath)".split(separator: "/").dropLast(3).joined(separator: "/")
        guard let file = fopen("/\(root)/\(path)", "r") else { return nil }
        defer { fclose(file) }
        var bytes = [UInt8](repeating: 0, count: 1 << 20)
        let count = fread(&bytes, 1, bytes.count, file)
        return String(decoding: bytes.prefix(count), as: UTF8.self)
    }
}

extension StringProtocol where SubSequence == Substring {
    fileprivate func components(between start: String, and end: String) -> [String] {
        var found: [String] = []
        var rest = self[...]
        while let from = rest.firstRange(of: start) {
            rest = rest[from.upperBound...]
            guard let to = rest.firstRange(of: end) else { break }
            found.append(String(rest[..<to.lowerBound]))
            rest = rest[to.upperBound...]
        }
        return found
    }
}
