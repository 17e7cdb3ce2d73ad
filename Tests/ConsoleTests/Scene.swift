import Console
import Control
import Governance
import SafeText

/// The states a console may be in, each made by what a supervisor would send.
struct Scene {
    let name: String
    /// What must be on it, at every size.
    let facts: [String]
    /// What must not be on it.
    let never: [String]
    let make: @Sendable (inout Stage) -> Void

    init(
        name: String, facts: [String] = [], never: [String] = [],
        make: @escaping @Sendable (inout Stage) -> Void
    ) {
        self.name = name
        self.facts = Self.always + facts
        self.never = never
        self.make = make
    }

    /// On every screen: the key of the kill switch.
    private static let always = ["^X"]
    /// The eleven things that an approver must see without scrolling (console reference, section 3),
    /// of a hold of the sample: tier and reversibility; what will happen, where; the exact target; who;
    /// why it waits; blast radius with its source; the arguments and how many of them; time left and
    /// what happens then; what else waits; who else looks.
    private static let card = [
        "HIGH", "can be undone", "prod-eu", "refund 1 usd to A1", "pay/refund", "billing-bot",
        "owner cleo", "run r7",
        "tier refund, policy line 12", "blast", "1 usd of at most 500", "3 of 3, 24 bytes",
        "/a0  100",
        "29:", "then DENIED", "the caller waits", "NOT REVIEWED", "nothing else waits",
        "you alone are here",
        "rev 1 sha256 b1d86c36",
    ]

    static let all = own + states

    /// Those with a state of their own.
    static let own = screens + decisions + tour

    private static let screens: [Scene] = [
        Scene(name: "live-empty", facts: ["Nothing has happened yet"]) { _ in },
        Scene(name: "live-calm", facts: ["FOLLOWING", "REFUSED", "c139"]) { $0.entries(40) },
        Scene(name: "live-paused", facts: ["STANDING STILL, 12 new below"]) { stage in
            stage.entries(40)
            stage.key(.character(" "))
            stage.entries(12)
        },
        Scene(
            name: "live-filtered", facts: ["filter decision:deny: 35 left out", "c126"],
            never: ["ALLOWED"]
        ) { stage in
            stage.entries(41)
            stage.type("fdecision:deny")
            stage.key(.enter)
        },
        Scene(
            name: "live-filter-fault",
            facts: ["column 1: there is no field 'agnet'", "agent", "agnet:x"]
        ) { stage in
            stage.entries(3)
            stage.type("fagnet:x")
            stage.key(.enter)
        },
        Scene(
            name: "live-detail", facts: ["call c139", "the end", "arguments, 17 bytes", "/account"]
        ) { stage in
            stage.entries(40)
            stage.key(.enter)
            stage.answered()
        },
        Scene(name: "live-found", facts: ["STANDING STILL", "> 10:00:12 126"]) { stage in
            stage.entries(30)
            stage.type("/c126")
            stage.key(.enter)
        },
        Scene(
            name: "live-paged",
            facts: ["~10:00:48 488", "STANDING STILL", "232 older: k"]
        ) { stage in
            stage.history(1_000)
            for _ in 0..<2 {
                stage.key(.character("g"))
                stage.answered()
            }
        },
        Scene(
            name: "live-gap",
            facts: [
                "GAP 1000-5999, 5000 not seen live; 904 in the trail only: Enter", "~10:01:39 999",
            ],
            never: ["CATCHING UP"]
        ) { stage in
            stage.history(1_000)
            stage.disconnect()
            stage.unseen(5_000)
            stage.reconnect()
            stage.entries(3)
            stage.type("/1000 to")
            stage.key(.escape)
            stage.key(.character("g"))
            for _ in 0..<256 { stage.key(.down) }
        },
        Scene(
            name: "live-catching-up", facts: ["CATCHING UP", "the feed ended at 140"],
            never: ["* LIVE", "+ LIVE"]
        ) { stage in
            stage.entries(40)
            stage.fallBehind()
        },
        Scene(
            name: "live-flood",
            facts: ["alike folded: Space shows each", "alike, the last:", "REFUSED", "400/s"]
        ) { stage in stage.flood() },
        Scene(
            name: "live-rule",
            facts: [
                "what decided call c994", "check cap", "deny", "line 31",
                "/etc/pullcord/policy.yaml",
            ]
        ) { stage in
            stage.history(1_000)
            stage.type("fdecision:deny")
            stage.key(.enter)
            stage.key(.character("c"))
        },
        Scene(
            name: "live-export",
            facts: ["write 40 entries as text (Tab) to directory, Enter > /tmp_"]
        ) { stage in
            stage.entries(40)
            stage.key(.character("w"))
            stage.key(.tab)
            stage.type("/tmp")
        },
        Scene(
            name: "live-exported",
            facts: ["40 entries, 100 to 139, to /tmp/pullcord-100-139.jsonl"]
        ) { stage in
            stage.entries(40)
            stage.key(.character("w"))
            stage.type("/tmp")
            stage.key(.enter)
            stage.exported(to: "/tmp/pullcord-100-139.jsonl")
        },
        Scene(name: "approvals-empty", facts: ["Nothing waits for a person"]) {
            $0.key(.character("2"))
        },
        Scene(
            name: "approvals-held",
            facts: ["HELD 4", "33R", "45F", "576", "68V", "CRITICAL", "29:32"]
        ) { stage in
            stage.holds([.medium, .high, .critical, .medium])
            stage.key(.character("2"))
        },
        Scene(name: "card-waiting", facts: card + ["wait: not shown yet"], never: ["ARMED"]) {
            stage in
            stage.holds([.high])
            stage.open()
        },
        Scene(name: "card-armed", facts: card + ["[ARMED]"]) { stage in
            stage.holds([.high])
            stage.open()
            stage.arm()
        },
        Scene(name: "card-approving", facts: card + ["APPROVE 33R: type 33R"]) { stage in
            stage.holds([.high])
            stage.open()
            stage.arm()
            stage.key(.character("a"))
        },
        Scene(
            name: "card-denying",
            facts: [
                "DENY 33R: 1 wrong target 2 too broad 3 suspicious 4 not needed 5 policy 6 words"
            ]
        ) { stage in
            stage.holds([.medium])
            stage.open()
            stage.arm()
            stage.key(.character("d"))
        },
        Scene(
            name: "card-critical-unread",
            facts: ["CRITICAL", "CANNOT BE UNDONE", "read the arguments to their end first"]
        ) { stage in
            stage.holds([.critical], arguments: 60)
            stage.open()
            stage.arm()
            stage.key(.character("a"))
        },
        Scene(
            name: "card-lost-to-another", facts: ["33R was decided by bo before you: denied"],
            never: ["[ARMED]"]
        ) { stage in
            stage.holds([.medium])
            stage.open()
            stage.arm()
            stage.decidedByAnother()
        },
        Scene(name: "kill-armed", facts: ["nothing has happened yet", "K stops ALL calls"]) {
            stage in
            stage.holds([.medium])
            stage.key(.control("x"))
        },
        Scene(name: "kill-sent", facts: ["NOT CONFIRMED YET"], never: ["ENGAGED"]) { stage in
            stage.key(.control("x"))
            stage.key(.character("K"))
        },
        Scene(
            name: "kill-engaged",
            facts: ["ENGAGED", "1 call was ALREADY SENT", "c88 pg/exec of etl: no answer yet"]
        ) { stage in
            stage.key(.control("x"))
            stage.key(.character("K"))
            stage.killEngaged()
        },
        Scene(
            name: "kill-not-confirmed", facts: ["NOT CONFIRMED: everything may still run"],
            never: ["ENGAGED"]
        ) { stage in
            stage.key(.control("x"))
            stage.key(.character("K"))
            stage.wait(2)
        },
        Scene(
            name: "not-live",
            facts: [
                "NOT LIVE, last heard 10:00:01Z, 0:00 ago", "prod-eu", "try 2 in 2 s",
                "KILL was off, not known now", "2 Approve --",
            ],
            never: [" LIVE 10:00:01Z |"]
        ) { stage in
            stage.entries(10)
            stage.holds([.medium])
            stage.disconnect()
        },
        Scene(
            name: "killed",
            facts: ["KILL ALL STOPPED", "KILLED: everything since 10:00:01Z by ana"]
        ) { $0.killed() },
        Scene(name: "unguarded", facts: ["UNGUARDED", "DEGRADED", "shares a user id"]) {
            $0.states([.unguarded, .degraded])
        },
        Scene(name: "observing", facts: ["OBSERVING"], never: ["ENFORCING"]) { $0.observing() },
        Scene(
            name: "runs",
            facts: [
                "billing-bot", "PAUSED", "deploy is paused", "90 % of 20 writes",
                "by bo since 2026-11-21T10:00:00Z: \"it loops\"", "hold-all   git/status",
            ]
        ) { stage in
            stage.agents()
            stage.key(.character("5"))
            stage.key(.character("G"))
        },
        Scene(
            name: "runs-pausing",
            facts: ["pause billing-bot: why?", "none now, 0 connections, owner cleo"]
        ) { stage in
            stage.agents()
            stage.key(.character("5"))
            stage.key(.character("P"))
        },
        Scene(name: "help", facts: ["approve: then the code", "^X K stops everything"]) { stage in
            stage.holds([.medium])
            stage.open()
            stage.key(.character("?"))
        },
        Scene(name: "palette", facts: ["freeze everybody's writes"]) { stage in
            stage.key(.character(":"))
            stage.key(.character("f"))
        },
        Scene(
            name: "tools",
            facts: [
                "[3 Tools]", "git/push", "CHANGED", "AT LIMIT", "USED 85%", "HELD 2", "ERRORS",
                "13.6", "95s", "since 09:30:00Z", "1-7 of 7", "pay/refund  MEDIUM",
                "412 calls, 14 held, 14 denied, 396 ended, 3 with an error",
                "4/10 calls in 1m [####......] then held",
                "420/2000 usd in 1h [##........] then denied",
                "usd: the number at /amount, at most 500 a call",
            ]
        ) { stage in
            stage.tools()
            for _ in 0..<5 { stage.key(.character("j")) }
        },
        Scene(
            name: "tools-not-live", facts: ["git/push", "mail/read", "last 60 min --"],
            never: ["CHANGED", "9120", "10/10", "since 09:30", "412", "13.6"]
        ) { stage in
            stage.tools()
            stage.disconnect()
        },
        Scene(
            name: "tools-many",
            facts: ["srv/tool-2000", "of 2000", "0 calls, 0 held", "no answers yet"],
            never: ["srv/tool-0001", " 0.0"]
        ) { stage in
            stage.tools(
                (1...2000).map { SampleTools.idle(SampleTools.name("srv", SampleTools.number($0))) }
            )
            stage.key(.character("G"))
            stage.answered()
        },
        Scene(name: "tools-empty", facts: ["The policy names no tools"]) { $0.tools([]) },
        Scene(name: "servers", facts: ["NOT REVIEWED", "CHANGED", "triage waiting"]) { stage in
            stage.agents()
            stage.key(.character("6"))
        },
    ]
}
