import Governance
import PolicyFile
import Testing

/// One fault each: the text that is put behind the smallest policy, which has four lines, and what
/// is said about it.
struct FaultTests {
    @Test(arguments: top + operators + servers)
    func faultsOfTheFrame(_ fault: Fault) { fault.check() }

    @Test(arguments: tools + blast + limits)
    func faultsOfTools(_ fault: Fault) { fault.check() }

    @Test(arguments: deny)
    func faultsOfDenyRules(_ fault: Fault) { fault.check() }

    @Test(arguments: agents + tests)
    func faultsOfAgentsAndTests(_ fault: Fault) { fault.check() }

    @Test func allFaultsAreToldInTheOrderOfTheFile() {
        let faults = PolicyText.faults(
            """
            pullcord: 1
            host: { label: test, color: alarm }
            mode: enforced
            operators: { ana: { user: ana, answers: hihg, may: [release, apply] } }
            servers: { pay: { command: pay-mcp, pin: sha256:00 } }
            tools:
              pya/refund: { tier: low }
              pay/refund: { tier: low, blast: { unit: uds, value: amount } }
            agents:
              bot: { owner: cleo, proof: {}, may: [pay/refnud] }
            """)
        #expect(
            faults.map { $0.prefix { $0 != " " } } == [
                "policy.yaml:2:22:", "policy.yaml:3:7:", "policy.yaml:4:41:", "policy.yaml:5:28:",
                "policy.yaml:5:37:", "policy.yaml:7:3:", "policy.yaml:8:43:", "policy.yaml:8:55:",
                "policy.yaml:10:30:", "policy.yaml:10:40:",
            ])
    }

    @Test func aFileThatLacksEverythingSaysWhat() {
        #expect(
            PolicyText.faults("{}") == [
                "policy.yaml:1:1: the policy lacks 'pullcord'; add it",
                "policy.yaml:1:1: the policy lacks 'host'; add it",
                "policy.yaml:1:1: the policy lacks 'operators'; add it",
            ])
    }

    @Test func faultsAreBounded() {
        let keys = (0..<5000).map { "key\($0): 1" }.joined(separator: "\n")
        #expect(PolicyText.faults(PolicyText.smallest + "\n" + keys).count == PolicyFaults.most)
    }

    private static let top: [Fault] = [
        Fault("mdoe: x", "5:1: unknown key 'mdoe' in the policy; did you mean 'mode'?"),
        Fault(
            "breakers: {}",
            "5:1: 'breakers' in the policy is not yet supported by this version; remove it"),
        Fault("mode: observing", "5:7: unknown mode 'observing'; did you mean 'observe'?"),
        Fault("mode:", "5:6: mode is nothing; write a text"),
        Fault("audit: [strict]", "5:8: audit is a list; write a text"),
        Fault("audit: strickt", "5:8: unknown audit 'strickt'; did you mean 'strict'?"),
        Fault(
            "pullcord: 2", instead: 1,
            "1:11: 'pullcord: 2' is not a version of the grammar that this program reads; write 'pullcord: 1'"
        ),
        Fault(
            "host: prod", instead: 2, "2:7: host is a text; write a mapping of 'label', 'colour'"),
        Fault("host: { colour: calm }", instead: 2, "2:7: host lacks 'label'; add it"),
        Fault("host: { label: '' }", instead: 2, "2:16: label has to be 1 to 32 characters long"),
        Fault(
            "host: { label: x, colour: red }", instead: 2,
            "2:27: unknown colour 'red'; choose one of 'calm', 'caution', 'alarm'"),
        Fault(
            "appetite: { money: 2000 }",
            "5:20: money '2000' is no amount; write a number and a unit such as '500 usd'"),
        Fault(
            "appetite: { money: 2000 records }",
            "5:20: 'records' is no money; write 'records: 2000' beside it"),
        Fault("appetite: { money: [1 usd, 2 usd] }", "5:28: money in usd is given twice; keep one"),
        Fault("appetite: { money: 2000 uds }", "5:20: unknown unit 'uds'; did you mean 'usd'?"),
        Fault(
            "appetite: { records: -5 }",
            "5:22: records '-5' is no plain number; write one such as 500 or 0.5"),
        Fault(
            "appetite: { usd: 5 }",
            "5:13: unknown key 'usd' in appetite; it knows 'money', 'records', 'recipients', 'messages', 'files', 'bytes', 'minutes'"
        ),
        Fault(
            "holds: { wait: 5 }",
            "5:16: wait '5' is no duration; write one such as 45s, 5m, 1h or 2d"),
        Fault(
            "holds: { wait: 05m }",
            "5:16: wait '05m' is no duration; write one such as 45s, 5m, 1h or 2d"),
        Fault("holds: { wait: 2h }", "5:16: wait '2h' is out of bounds; choose 1s to 1h"),
        Fault(
            "holds: { park: 1m }",
            "5:16: park (1m) is shorter than wait (5m); a question stays open at least as long as its caller waits"
        ),
        Fault("holds: { per-agent: 0 }", "5:21: per-agent '0' is no whole number from 1 to 100"),
        Fault(
            "holds: { legacy-wait: 45s }",
            "5:10: unknown key 'legacy-wait' in holds; it knows 'wait', 'park', 'per-agent'"),
        Fault("alerts: { command: [x] }", "5:9: alerts is a mapping; write a list such as [a, b]"),
        Fault(
            "alerts: [ { url: 'https://x' } ]",
            "5:13: 'url' in an alert is not yet supported by this version; remove it",
            "5:11: an alert lacks 'command'; add it"),
        Fault(
            "alerts: [ { command: [] } ]",
            "5:22: a command of 0 words; write a list of 1 to 64 such as [program, --option]"),
        Fault(
            "alerts: [ { command: [./page] } ]",
            "5:23: './page' depends on where the supervisor was started; write a program on the path, or its whole path"
        ),
        Fault(
            "kill: { directory: run/kill }",
            "5:20: directory 'run/kill' is no whole path; start it with '/', without '.' or '..' segments"
        ),
        Fault(
            "kill: { file: /x }", "5:9: unknown key 'file' in kill; it knows 'directory'",
            "5:7: kill lacks 'directory'; add it"),
    ]

    private static let operators: [Fault] = [
        Fault(
            "operators: {}", instead: 3,
            "3:12: no operator may release, so nobody could release a kill switch; add 'may: [release]' to one",
            "3:12: no operator may apply, so nobody could apply a freer policy; add 'may: [apply]' to one"
        ),
        Fault(
            "operators: [ana]", instead: 3, "3:12: operators is a list; write a mapping by name",
            "3:12: no operator may release", "3:12: no operator may apply"),
        Fault(
            "operators: { 'a b': { user: ana, answers: high } }", instead: 3,
            "3:14: 'a b' is no name of an operator; use letters, digits, '-', '_' and '.', at most 64, and start with a letter or digit"
        ),
        Fault(
            "operators: { ana: { user: Ana, answers: high } }", instead: 3,
            "3:27: 'Ana' is no name of a system user; write lower-case letters, digits, '-' and '_'"
        ),
        Fault(
            "operators: { ana: { user: ana } }", instead: 3,
            "3:14: operator ana lacks 'answers'; add it"),
        Fault(
            "operators: { ana: { user: ana, answers: high, scripts: critical, may: [release, apply] } }",
            instead: 3, "3:56: scripts may never answer critical; choose 'high' or less"),
        Fault(
            "operators: { ana: { user: ana, answers: low, scripts: high, may: [release, apply] } }",
            instead: 3,
            "3:55: scripts may answer high, but the operator only low; choose 'low' or less"),
        Fault(
            "operators: { ana: { user: ana, answers: low, may: [release, apply, aply] } }",
            instead: 3, "3:68: unknown power 'aply'; did you mean 'apply'?"),
        Fault(
            "operators: { ana: { user: ana, answers: low, may: [release, apply, apply] } }",
            instead: 3, "3:68: 'apply' stands in may twice; keep one"),
        Fault(
            "operators: { ana: { user: ana, answers: low, may: [release, apply] }, bo: { user: ana, answers: low } }",
            instead: 3, "3:71: user 'ana' is operator 'ana' already; each person has one name"),
    ]

    private static let servers: [Fault] = [
        Fault("servers: { pay: {} }", instead: 4, "4:12: server pay lacks 'command'; add it"),
        Fault(
            "servers: { pay: { url: 'https://x' } }", instead: 4,
            "4:19: 'url' in server pay is not yet supported by this version; remove it",
            "4:12: server pay lacks 'command'; add it"),
        Fault(
            "servers: { pay: { command: [x], pin: y } }", instead: 4,
            "4:33: 'pin' in server pay is not yet supported by this version; remove it"),
        Fault(
            "servers: { pay: { command: [x], review: {} } }", instead: 4,
            "4:33: 'review' in server pay is not yet supported by this version; remove it"),
        Fault(
            "servers: { pay: { comand: [x] } }", instead: 4,
            "4:19: unknown key 'comand' in server pay; did you mean 'command'?",
            "4:12: server pay lacks 'command'; add it"),
        Fault(
            "servers: { pay: { command: 'pay --live' } }", instead: 4,
            "4:28: command is a text; write a list such as [a, b]"),
        Fault(
            "servers: { pay: { command: [x], environment: { 1A: x } } }", instead: 4,
            "4:48: '1A' is no name of the environment; use letters, digits and '_'"),
        Fault(
            "servers: { pay: { command: [x], directory: here } }", instead: 4,
            "4:44: directory 'here' is no whole path; start it with '/', without '.' or '..' segments"
        ),
        Fault(
            "servers: { pay: { command: [x], idle: forever } }", instead: 4,
            "4:39: idle 'forever' is no duration; write one such as 45s, 5m, 1h or 2d"),
        Fault(
            "servers: { pay: { command: [x], restarts: 5 } }", instead: 4,
            "4:43: restarts '5' is no rate; write one such as 10/min or 2000 usd/h"),
        Fault(
            "servers: { pay: { command: [x], restarts: 5 usd/h } }", instead: 4,
            "4:43: restarts have no unit; write a rate such as 5/10m"),
        Fault(
            "servers: { pay: { command: [x], credentials: { bot: { env: { K: { file: k } } } } } }",
            instead: 4, "4:48: unknown agent 'bot'; declare it under 'agents'"),
        Fault(
            "servers: { pay: { command: [x], credentials: { bot: { env: { K: { file: ../k } } } } } }\nagents: { bot: { owner: o, proof: { user: o } } }",
            instead: 4,
            "4:48: agent 'bot' may use nothing of server pay; remove its credentials, or grant it something",
            "4:73: file '../k' is no plain path; write it without empty, '.' or '..' segments"),
        Fault(
            "servers: { pay: { command: [x], environment: { K: v }, credentials: { bot: { env: { K: { file: k } } } } } }\nagents: { bot: { owner: o, proof: { user: o }, prompts: [pay] } }",
            instead: 4, "4:85: 'K' stands in environment too; keep one"),
    ]

    private static let tools: [Fault] = [
        Fault(
            "tools: { refund: {} }",
            "5:10: 'refund' is no tool; write server/tool, as in pay/refund"),
        Fault(
            "tools: { pay/*: {} }",
            "5:10: 'pay/*' names tools that nobody has seen yet; name each tool"),
        Fault("tools: { pya/refund: {} }", "5:10: unknown server 'pya'; did you mean 'pay'?"),
        Fault(
            "tools: { pay/x: { teir: low } }",
            "5:19: unknown key 'teir' in tool pay/x; did you mean 'tier'?"),
        Fault(
            "tools: { pay/x: { tier: hgih } }", "5:25: unknown tier 'hgih'; did you mean 'high'?"),
        Fault(
            "tools: { pay/x: { tier: low, trusted: true } }",
            "5:30: 'trusted' in tool pay/x is not yet supported by this version; remove it"),
        Fault(
            "tools: { pay/x: { tier: low, approvals: 2 } }",
            "5:41: 'approvals: 2' is not yet supported by this version; remove it"),
        Fault(
            "tools: { pay/x: { tier: low, approvals: 3 } }",
            "5:41: approvals '3' is not 1; remove it"),
        Fault(
            "tools: { pay/x: { tier: high } }",
            "5:10: tool pay/x is high and lacks 'say'; write the sentence that a person approves, such as 'close account {/account}'"
        ),
        Fault(
            "tools: { pay/x: { say: 'to {account}' } }",
            "5:24: '{account}' names no argument; write a JSON pointer such as {/amount}"),
        Fault(
            "tools: { pay/x: { say: 'to {/account' } }",
            "5:24: the '{' at byte 3 of the sentence is never closed; close it, or write '{{'"),
        Fault(
            "tools: { pay/x: { justify: maybe } }",
            "5:28: unknown justify 'maybe'; choose one of 'required', 'no'"),
        Fault(
            "tools: { pay/x: { recipient: account } }",
            "5:30: recipient 'account' names no argument; write a JSON pointer such as /amount"),
        Fault(
            "tools: { pay/x: { recipient: [/a, /a] } }",
            "5:35: recipient '/a' is given twice; keep one"),
        Fault(
            "tools: { pay/x: { known: [A1] } }",
            "5:19: known recipients of tool pay/x without 'recipient'; say which argument names them"
        ),
        Fault(
            "tools: { pay/x: { recipient: /a, known: [A1, A1] } }",
            "5:46: 'A1' stands in known twice; keep one"),
    ]

    private static let blast: [Fault] = [
        Fault(
            "tools: { pay/x: { blast: {} } }", "5:26: blast lacks 'unit'; add it",
            "5:26: blast lacks its number; add 'value: /place', 'count: /place' or 'each: 1'"),
        Fault(
            "tools: { pay/x: { blast: { unit: usd, value: /a, each: 1 } } }",
            "5:26: blast has 'value', 'each'; keep one of them"),
        Fault(
            "tools: { pay/x: { blast: { unit: usd, value: /a, cap: 5 eur } } }",
            "5:55: the cap is in eur, but the blast radius in usd; use one unit"),
        Fault(
            "tools: { pay/x: { blast: { unit: usd, value: /a, undo: pay/y } } }",
            "5:50: 'undo' in blast is not yet supported by this version; remove it"),
        Fault(
            "tools: { pay/x: { blast: { unit: recrods, each: 1 } } }",
            "5:34: unknown unit 'recrods'; did you mean 'records'?"),
        Fault(
            "tools: { pay/x: { blast: { unit: records, each: 1, cap: 1 } } }",
            "5:57: 'cap' beside 'each' bounds what is the same for every call; remove one"),
        Fault(
            "tools: { pay/x: { blast: [{ unit: usd, each: 1 }, { unit: usd, each: 2 }] } }",
            "5:51: the blast radius in usd is given twice; keep one"),
        Fault(
            "tools: { pay/x: { tier: medium, blast: { unit: usd, value: /a } } }",
            "5:40: a medium tool without a cap in usd may do anything in one call; add 'cap', or choose 'tier: high'"
        ),
        Fault(
            "appetite: { money: 100 usd }\ntools: { pay/x: { tier: medium, blast: { unit: usd, value: /a, cap: 100 } } }",
            "6:40: one call may reach the appetite of 100 usd, so the tool is critical; lower the cap, or write 'tier: critical'"
        ),
    ]

    private static let limits: [Fault] = [
        Fault(
            "tools: { pay/x: { limits: 10/min } }",
            "5:27: limits is a text; write a list such as [a, b]"),
        Fault(
            "tools: { pay/x: { limits: [10/minute] } }",
            "5:28: limit '10/minute' is no rate; write one such as 10/min or 2000 usd/h"),
        Fault(
            "tools: { pay/x: { limits: [0/min] } }",
            "5:28: limit '0/min' is not from 1 to 10000; to allow none, use 'deny: always'"),
        Fault(
            "tools: { pay/x: { limits: [1/60d] } }",
            "5:28: the window of '1/60d' is over 30d; shorten it"),
        Fault(
            "tools: { pay/x: { limits: [10 usd/h] } }",
            "5:28: a sum in usd, but tool pay/x has no blast radius in it; add one, so that it is known where the number stands"
        ),
        Fault(
            "tools: { pay/x: { limits: [{ new-recipients: 3/h }] } }",
            "5:28: new recipients are counted, but tool pay/x lacks 'recipient'; add it"),
        Fault(
            "tools: { pay/x: { limits: [{ sum: 3/h }] } }",
            "5:35: a sum needs a unit; write one such as '2000 usd/h'"),
        Fault(
            "tools: { pay/x: { limits: [{ calls: 3 usd/h }] } }",
            "5:37: calls are counted without a unit; write a rate such as '10/min'"),
        Fault(
            "tools: { pay/x: { limits: [{ over: deny }] } }",
            "5:28: limit counts nothing; add one of 'calls', 'sum', 'new-recipients'"),
        Fault(
            "tools: { pay/x: { limits: [{ calls: 3/h, over: dney }] } }",
            "5:48: unknown over 'dney'; did you mean 'deny'?"),
        Fault(
            "tools: { pay/x: { limits: [10/min, { calls: 3/60s }] } }",
            "5:36: a limit over the same measure and window is there already; keep one"),
    ]

    private static let deny: [Fault] = [
        Fault(
            "tools: { pay/x: { deny: never } }",
            "5:25: deny 'never' is no rule; write 'always' or a list"),
        Fault(
            "tools: { pay/x: { deny: [{ argument: /a }] } }",
            "5:26: deny rule lacks 'if' or 'unless'; add one, as in 'if: { equals: x }'"),
        Fault(
            "tools: { pay/x: { deny: [{ argument: /a, if: { equals: 1 }, unless: { equals: 2 } }] } }",
            "5:26: deny rule has both 'if' and 'unless'; write two conditions"),
        Fault(
            "tools: { pay/x: { deny: [{ argument: a, if: { equals: 1 } }] } }",
            "5:38: argument 'a' names no argument; write a JSON pointer such as /amount"),
        Fault(
            "tools: { pay/x: { deny: [{ if: { equals: 1 } }] } }",
            "5:26: deny rule lacks 'argument'; add it"),
        Fault(
            "tools: { pay/x: { deny: [{ argument: /a, if: { matches: 1 } }] } }",
            "5:48: unknown key 'matches' in a selector; it knows 'equals', 'one-of', 'prefix', 'number', 'length', 'host', 'pattern'",
            "5:46: a selector without a comparison"),
        Fault(
            "tools: { pay/x: { deny: [{ argument: /a, if: { prefix: '' } }] } }",
            "5:56: an empty prefix matches everything; write its text"),
        Fault(
            "tools: { pay/x: { deny: [{ argument: /a, if: { one-of: [] } }] } }",
            "5:56: 'one-of' is empty and matches nothing; name one"),
        Fault(
            "tools: { pay/x: { deny: [{ argument: /a, if: { number: {} } }] } }",
            "5:56: bounds without an end; add one of 'above', 'at-least', 'below', 'at-most'"),
        Fault(
            "tools: { pay/x: { deny: [{ argument: /a, if: { number: { above: 5, below: 5 } } }] } }",
            "5:56: nothing lies within these bounds; mend them"),
        Fault(
            "tools: { pay/x: { deny: [{ argument: /a, if: { length: { above: 1.5 } } }] } }",
            "5:65: above '1.5' is no whole number from 0 to 1000000"),
        Fault(
            "tools: { pay/x: { deny: [{ argument: /a, if: { host: 'https://x' } }] } }",
            "5:54: 'https://x' is no host; write one such as api.example.com or '*.example.com'"),
        Fault(
            "tools: { pay/x: { deny: [{ argument: /a, if: { pattern: '(' } }] } }",
            "5:57: the pattern cannot be used (pattern is refused by RE2: missing ): (); write it as RE2 reads it"
        ),
        Fault(
            "tools: { pay/x: { deny: [{ argument: /a, if: { pattern: 'a(?=b)' } }] } }",
            "5:57: the pattern cannot be used (pattern is refused by RE2: "),
        Fault(
            "tools: { pay/x: { deny: [{ when: [] }] } }",
            "5:34: 'when' is empty; add a condition, or write 'deny: always'"),
        Fault(
            "tools: { pay/x: { deny: [{ argument: /a, when: [{ argument: /b, if: { equals: 1 } }] }] } }",
            "5:28: 'argument' beside 'when'; move it into a condition of its own"),
        Fault(
            "tools: { pay/x: { deny: [{ argument: /a, if: { equals: 1 } }, { name: same, argument: /a, if: { equals: 1 } }] } }",
            "5:63: the same rule is there already; keep one"),
    ]

    private static let agents: [Fault] = [
        Fault("agents: { bot: { proof: { user: o } } }", "5:11: agent bot lacks 'owner'; add it"),
        Fault("agents: { bot: { owner: o } }", "5:11: agent bot lacks 'proof'; add it"),
        Fault(
            "agents: { bot: { owner: o, proof: { user: o, token: t } } }",
            "5:35: proof needs exactly one of 'token' and 'user', as in { token: keys/agent.hash }"),
        Fault(
            "agents: { bot: { owner: o, proof: { oauth: x } } }",
            "5:37: 'oauth' in proof is not yet supported by this version; remove it",
            "5:35: proof needs exactly one"),
        Fault(
            "agents: { a: { owner: o, proof: { user: o } }, b: { owner: o, proof: { user: o } } }",
            "5:48: agent 'a' has the same proof (system user o); each agent needs one of its own"),
        Fault(
            "tools: { pay/refund: {} }\nagents: { bot: { owner: o, proof: { user: o }, may: [pay/refnud] } }",
            "6:54: unknown tool 'pay/refnud'; did you mean 'pay/refund'?"),
        Fault(
            "agents: { bot: { owner: o, proof: { user: o }, may: ['pay/*'] } }",
            "5:54: 'pay/*' names tools that nobody has seen yet; name each tool"),
        Fault(
            "tools: { pay/a: }\nagents: { bot: { owner: o, proof: { user: o }, may: [pay/a, pay/a] } }",
            "6:61: 'pay/a' stands in may twice; keep one"),
        Fault(
            "agents: { bot: { owner: o, proof: { user: o }, prompts: [pai] } }",
            "5:58: unknown server 'pai'; did you mean 'pay'?"),
        Fault(
            "agents: { bot: { owner: o, proof: { user: o }, rung: sampled } }",
            "5:54: rung 'sampled' is not yet supported by this version; choose 'hold-all', 'within-caps'"
        ),
        Fault(
            "agents: { bot: { owner: o, proof: { user: o }, rung: within-cap } }",
            "5:54: unknown rung 'within-cap'; did you mean 'within-caps'?"),
        Fault(
            "agents: { bot: { owner: o, proof: { user: o }, hold-reads: yes } }",
            "5:60: unknown hold-reads 'yes'; choose one of 'true', 'false'"),
        Fault(
            "agents: { bot: { owner: o, proof: { user: o }, budget: { calls: 1e3 } } }",
            "5:65: calls '1e3' is no whole number from 1 to 1000000"),
        Fault(
            "agents: { bot: { owner: o, proof: { user: o }, budget: { money: 5 usd } } }",
            "5:65: a budget in usd, but no tool that the agent may use has a blast radius in it, so it would bind nothing; remove it, or add the blast radius"
        ),
        Fault(
            "agents: { bot: { owner: o, proof: { user: o }, budget: { high: 5 } } }",
            "5:58: 'high' in budget is not yet supported by this version; remove it"),
        Fault(
            "agents: { bot: { owner: o, proof: { user: o }, runs: each } }",
            "5:54: unknown runs 'each'; choose one of 'shared', 'per-connection'"),
        Fault(
            "agents: { bot: { owner: o, proof: { user: o }, runs-per-hour: 0 } }",
            "5:63: runs-per-hour '0' is no whole number from 1 to 10000"),
        // A Kelvin sign is canonically a K, and another name all the same.
        Fault(
            "agents: { K: { owner: o, proof: { user: o } } }\n"
                + "tests: [{ agent: \u{212A}, call: pay/x, expect: deny }]\ntools: { pay/x: }",
            "6:18: unknown agent '\u{212A}'; did you mean 'K'?"),
    ]

    private static let frame =
        "tools: { pay/x: }\nagents: { bot: { owner: o, proof: { user: o } } }\n"

    private static let tests: [Fault] = [
        Fault("tests: {}", "5:8: tests is a mapping; write a list such as [a, b]"),
        Fault(
            frame + "tests: [{ agent: bat, call: pay/x, expect: deny }]",
            "7:18: unknown agent 'bat'; did you mean 'bot'?"),
        Fault(
            frame + "tests: [{ agent: bot, call: pay/y, expect: deny }]",
            "7:29: unknown tool 'pay/y'; did you mean 'pay/x'?"),
        Fault(frame + "tests: [{ agent: bot, call: pay/x }]", "7:9: a test lacks 'expect'; add it"),
        Fault(
            frame + "tests: [{ agent: bot, call: pay/x, expect: denny }]",
            "7:44: unknown expect 'denny'; did you mean 'deny'?"),
        Fault(
            frame + "tests: [{ agent: bot, call: pay/x, expect: deny, why: kill }]",
            "7:55: why 'kill' cannot come out of a test, which knows the file alone; choose one of 'grant', 'rule', 'cap', 'quantity', 'budget', 'limit', 'recipient', 'tier', 'rung'"
        ),
        Fault(
            frame + "tests: [{ agent: bot, call: pay/x, expect: deny, why: cup }]",
            "7:55: unknown why 'cup'; did you mean 'cap'?"),
        Fault(
            frame + "tests: [{ agent: bot, call: pay/x, expect: deny, rung: within-caps }]",
            "7:56: rung within-caps is above the agent's ceiling of hold-all; lower it, or raise the ceiling"
        ),
        Fault(
            frame + "tests: [{ agent: bot, call: pay/x, expect: deny, args: [1] }]",
            "7:56: args is a list; write a mapping such as { amount: 50 }"),
    ]
}

/// A text and the beginnings of what has to be said about it, all of it.
struct Fault: Sendable, CustomTestStringConvertible {
    let text: String
    let expected: [String]

    init(_ added: String, _ expected: String...) {
        text = PolicyText.smallest + "\n" + added + "\n"
        self.expected = expected
    }

    init(_ line: String, instead number: Int, _ expected: String...) {
        var lines = PolicyText.smallest.split(separator: "\n").map(String.init)
        lines[number - 1] = line
        text = lines.joined(separator: "\n") + "\n"
        self.expected = expected
    }

    var testDescription: String { expected.first ?? "" }

    func check() {
        let found = PolicyText.faults(text).map { $0.dropFirst("policy.yaml:".count) }
        #expect(found.count == expected.count, "\(found.joined(separator: "\n"))")
        for message in expected {
            #expect(found.contains { $0.hasPrefix(message) }, "\(found.joined(separator: "\n"))")
        }
    }
}
