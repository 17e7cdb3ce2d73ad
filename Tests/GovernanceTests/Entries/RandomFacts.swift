import JSON

@testable import Governance

/// Admissions with anything in them: odd names, controls, large numbers, empty lists.
enum RandomFacts {
    static func admitted(_ random: inout SeededRandom) -> CallAdmitted {
        CallAdmitted(
            at: moment(&random), judgement: judgement(&random),
            reservations: list(&random) {
                Reservation(
                    account: Account(
                        tool: tool(&$0),
                        kind: $0.pick([
                            .calls, .newRecipients, .sum(Unit("usd")), .sum(Unit("a\"b")),
                        ])),
                    amount: amount(&$0), retention: moment(&$0).nanoseconds)
            },
            spending: Spending(
                calls: random.below(3), writes: random.below(3),
                money: Dictionary(
                    list(&random) { (Unit(text(&$0)), amount(&$0)) }, uniquingKeysWith: { $1 })),
            code: random.chance(50) ? HoldCode(dealing: random.next() % 1000) : nil,
            approvedBy: random.chance(50) ? OperatorName(text(&random)) : nil)
    }

    private static func judgement(_ random: inout SeededRandom) -> Judgement {
        Judgement(
            call: CallID(number(&random)), run: random.chance(80) ? RunID(number(&random)) : nil,
            agent: AgentName(text(&random)), connection: ConnectionID(number(&random)),
            action: action(&random), digest: digest(&random),
            definition: random.chance(70) ? digest(&random) : nil, policy: digest(&random),
            declared: random.chance(70) ? random.pick(Tier.allCases) : nil,
            tier: random.pick(Tier.allCases),
            quantities: list(&random) {
                Quantity(
                    unit: Unit(text(&$0)),
                    value: $0.chance(50) ? .amount(amount(&$0)) : .unclear(text(&$0)))
            },
            recipients: list(&random) {
                RecipientMark(mark: digest(&$0), isListed: $0.chance(50))
            },
            findings: list(&random) {
                Finding(
                    $0.pick(Check.allCases), $0.pick([.allow, .hold, .deny]),
                    line: $0.chance(50) ? $0.below(9999) - 1 : nil,
                    $0.chance(60) ? text(&$0) : nil)
            }, wouldHave: random.chance(20) ? .hold : nil)
    }

    private static func action(_ random: inout SeededRandom) -> Action {
        let server = ServerName(text(&random))
        return switch random.below(5) {
        case 0: .resource(server, method: text(&random))
        case 1: random.chance(50) ? .prompt(server) : .prompt(server, method: text(&random))
        case 2: .other(server, method: text(&random))
        default: .tool(tool(&random))
        }
    }

    private static func list<Element>(
        _ random: inout SeededRandom, _ make: (inout SeededRandom) -> Element
    ) -> [Element] {
        var elements: [Element] = []
        for _ in 0..<random.below(5) { elements.append(make(&random)) }
        return elements
    }

    private static func tool(_ random: inout SeededRandom) -> ToolName {
        ToolName(server: ServerName("bank"), tool: text(&random))
    }

    private static func text(_ random: inout SeededRandom) -> String {
        random.pick([
            "", "bot", "git_status", "a \"quote\" and a \\", "two\nlines", "\u{0}\u{1F}\u{7F}",
            "é日本\u{10FFFF}\u{202E}", "a/b", "0123456789012345678901234567890",
        ])
    }

    private static func number(_ random: inout SeededRandom) -> UInt64 {
        random.pick([
            0, 1, 42, 9_007_199_254_740_991, 9_007_199_254_740_992, UInt64.max, random.next(),
        ])
    }

    private static func moment(_ random: inout SeededRandom) -> Moment {
        Moment(nanoseconds: Int64(truncatingIfNeeded: number(&random) >> 1))
    }

    private static func amount(_ random: inout SeededRandom) -> ExactDecimal {
        Sample.amount(
            random.pick([
                "0", "12.5", "-0.001", "99999999999999999999999999999999999999", "1000000",
            ]))
    }

    private static func digest(_ random: inout SeededRandom) -> Digest {
        Sample.digest("x", random.next())
    }
}
