import Console
import Control
import Governance

/// The states of what is decided apart from one card: groups, what is stopped, vitals; and what a card
/// says that is seldom so.
extension Scene {
    static let decisions = groups + stops + receipts + seldom

    private static let groups: [Scene] = [
        Scene(
            name: "group-waiting",
            facts: ["3 of billing-bot x pay/refund, held by rung", "[wait]"],
            never: ["ARMED"]
        ) { stage in
            stage.holds([.medium, .medium, .medium])
            stage.type("2c")
        },
        Scene(
            name: "group-armed",
            facts: [
                "3 of billing-bot x pay/refund, held by rung", "[ARMED]",
                "33R  MEDIUM   rev 1 b1d86c36",
                "45F", "576", "d then a digit: deny these 3   P: pause billing-bot",
                "together they can only be denied",
            ], never: ["approve all", "a then"]
        ) { stage in
            stage.holds([.medium, .medium, .medium])
            stage.type("2c")
            stage.arm()
        },
        Scene(
            name: "group-changed",
            facts: [
                "45F  MEDIUM", "denied by bo", "NOT WHAT WAS SHOWN any more: left out",
                "deny these 1",
                "1 more of this cause, not in this list",
            ]
        ) { stage in
            stage.holds([.medium, .medium, .medium])
            stage.type("2c")
            stage.arm()
            let now = stage.now
            stage.change { holds in
                holds[1].summary.state = .denied
                holds[1].summary.settled = ActView(by: "bo", at: Sample.wall(now))
                holds[2].summary.digest = Sample.digest(99)
            }
            stage.holds([.medium])
        },
        Scene(
            name: "group-denying",
            facts: [
                "DENY these 3: 1 wrong target 2 too broad 3 suspicious 4 not needed 5 policy"
            ], never: ["6 words"]
        ) { stage in
            stage.holds([.medium, .medium, .medium])
            stage.type("2c")
            stage.arm()
            stage.type("d")
        },
        Scene(
            name: "group-denied",
            facts: [
                "denied by ana", "3 of billing-bot x pay/refund denied: suspicious",
                "q and u: allow one on retry",
            ]
        ) { stage in
            stage.holds([.medium, .medium, .medium])
            stage.type("2c")
            stage.arm()
            stage.type("d3")
            stage.taken()
        },
        Scene(name: "group-pausing", facts: ["pause billing-bot: why?"]) { stage in
            stage.agents()
            stage.holds([.medium, .medium, .medium])
            stage.type("2c")
            stage.arm()
            stage.type("P")
        },
        Scene(
            name: "approvals-noisy",
            facts: [
                "13 holds this hour, 13 of billing-bot: N on Approve pauses it",
                "c: 13 of billing-bot",
                "x13 refund 1 usd",
            ]
        ) { stage in
            stage.agents()
            stage.holds(Array(repeating: .medium, count: 13))
            stage.type("2")
        },
    ]

    private static let stops: [Scene] = [
        Scene(name: "stopped-nothing", facts: ["Nothing is stopped"]) { $0.type("R") },
        Scene(
            name: "stopped",
            facts: [
                "KILL   everything", "by ana since 10:00:01Z: runaway refunds",
                "[ ]    deploy",
                "by bo", "Space mark", "0 marked",
            ]
        ) { stage in
            stage.agents()
            stage.killed()
            stage.type("R")
        },
        Scene(
            name: "stopped-marked", facts: ["[x]    deploy", "[ ]    triage", "1 marked"],
            never: ["KILL   ", "[x]    billing-bot"]
        ) { stage in
            stage.agentsStopped()
            stage.type("Rj ")
        },
        Scene(
            name: "resuming",
            facts: ["RESUME these 2 agents", "deploy", "triage", "resume these 2?  y: yes"],
            never: ["[ ]", "(wait)"]
        ) { stage in
            stage.agentsStopped()
            stage.type("Rj j R")
            stage.arm()
        },
        Scene(
            name: "resuming-under-a-kill",
            facts: ["A kill of everything is in force: what it stops stays stopped."]
        ) { stage in
            stage.agentsStopped()
            stage.killed()
            stage.type("Rjj R")
            stage.arm()
        },
        Scene(
            name: "releasing",
            facts: ["release the kill of everything: type everything, Enter > ever_"]
        ) { stage in
            stage.killed()
            stage.type("R")
            stage.key(.enter)
            stage.type("ever")
        },
        Scene(
            name: "releasing-why",
            facts: ["release the kill of everything: why? Words, then Enter > _"]
        ) { stage in
            stage.killed()
            stage.type("R")
            stage.key(.enter)
            stage.type("everything")
            stage.key(.enter)
        },
    ]

    private static let receipts: [Scene] = [
        Scene(
            name: "receipt-extended",
            facts: [
                "33R: it has more time, until 10:59:54Z; its caller waits until 10:04:54Z", "59:53",
            ]
        ) { stage in
            stage.holds([.medium])
            stage.open()
            stage.arm()
            stage.type("h")
            stage.taken()
        },
        Scene(
            name: "receipt-approved",
            facts: ["u: recall it", "33R: the call goes in 3 s", "approved"]
        ) { stage in
            stage.holds([.high])
            stage.open()
            stage.arm()
            stage.type("a33R")
            stage.taken()
        },
        Scene(
            name: "receipt-denied",
            facts: [
                "a and its code: allow it when it is asked again", "33R: the agent is told no",
            ],
            never: ["u:"]
        ) { stage in
            stage.holds([.high])
            stage.open()
            stage.arm()
            stage.type("d1")
            stage.taken()
        },
        Scene(name: "receipt-resumed", facts: ["deploy may call again", "u: pause again"]) {
            stage in
            stage.agentsStopped()
            stage.type("Rj R")
            stage.arm()
            stage.type("y")
            stage.taken()
        },
    ]

    private static let seldom: [Scene] = [
        Scene(
            name: "card-unguarded",
            facts: [
                "UNGUARDED  agent billing-bot shares a user id with", "(+1: pullcord status)",
                "[ARMED]",
            ]
        ) { stage in
            stage.holds([.high])
            stage.change { holds in
                let reason = "agent billing-bot shares a user id with the supervisor"
                holds[0].host.states = [StateView(kind: .unguarded, reasons: [reason, reason])]
            }
            stage.open()
            stage.arm()
        },
        Scene(
            name: "card-paused",
            facts: [
                "PAUSED", "by bo since", "billing-bot is paused: resume it first, R on a list",
            ], never: ["APPROVE 33R"]
        ) { stage in
            stage.holds([.high])
            stage.change {
                $0[0].summary.paused = ActView(
                    by: "operator:bo", at: Sample.wall(0), reason: "it loops")
            }
            stage.open()
            stage.arm()
            stage.type("a")
        },
        Scene(
            name: "card-must-justify", facts: ["a then the code 33R, then why: approve"]
        ) { stage in
            stage.holds([.high])
            stage.change { $0[0].mustJustify = true }
            stage.open()
            stage.arm()
        },
        Scene(
            name: "card-justifying", facts: ["WHY (the policy asks), Enter > the vendor asked_"]
        ) { stage in
            stage.holds([.high])
            stage.change { $0[0].mustJustify = true }
            stage.open()
            stage.arm()
            stage.type("a33Rthe vendor asked")
        },
        Scene(name: "locked", facts: ["(looking)", "HELD 1"]) { stage in
            stage.holds([.medium])
            stage.states([.unguarded, .degraded])
            stage.type("L")
        },
    ]
}
