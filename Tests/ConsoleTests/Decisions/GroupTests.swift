import Control
import Governance
import SafeText
import Testing

@testable import Console

/// Holds of one cause: they can be denied together, as they were shown, and nothing else.
@Suite struct GroupTests {
    /// Three of one cause, and one of another agent.
    private static func desk(_ count: Int = 3) -> Desk {
        var desk = Desk(Array(repeating: .medium, count: count + 1))
        desk.holds[count].summary.agent = AgentName("etl")
        desk.status.agents = [Sample.agent("billing-bot"), Sample.agent("etl")]
        // The list of the first look had them all of one agent.
        desk.model.queue = HoldQueue()
        desk.tell()
        desk.type("2c")
        return desk
    }

    private static func armed(_ count: Int = 3) -> Desk {
        var desk = desk(count)
        desk.show()
        desk.wait(1)
        return desk
    }

    private static func codes(_ desk: Desk) -> [String] { desk.holds.map(\.summary.code) }

    @Test func eachDenialIsAnAnswerOfItsOwn() {
        var desk = Self.armed()
        desk.type("d3")
        #expect(desk.answers.map(\.code) == Array(Self.codes(desk).prefix(3)))
        #expect(desk.answers.map(\.digest) == desk.holds.prefix(3).map(\.summary.digest))
        #expect(desk.answers.allSatisfy { $0.decision == .deny(.suspicious) && $0.revision == 1 })
    }

    @Test func whatArrivesLaterIsNotDenied() {
        var desk = Self.armed()
        desk.holds.append(Sample.hold(9, tier: .medium, openedAt: desk.now))
        desk.tell()
        #expect(desk.screen.contains("1 more of this cause, not in this list: q and c"))
        desk.type("d1")
        #expect(!desk.answers.map(\.code).contains(desk.holds[4].summary.code))
        #expect(desk.answers.count == 3)
    }

    @Test func whatIsOverOrChangedIsLeftAndSaid() {
        var desk = Self.armed()
        desk.holds[0].summary.state = .denied
        desk.holds[1].summary.digest = Sample.digest(99)
        desk.tell()
        desk.type("d1")
        #expect(desk.answers.map(\.code) == [desk.holds[2].summary.code])
        let (over, changed) = (desk.holds[0].summary.code, desk.holds[1].summary.code)
        desk.replyToAll { _ in nil }
        #expect(desk.screen.contains("2 of 3 not done: \(over) is over already"))
        #expect(desk.screen.contains("\(changed) is not what was"))
    }

    @Test func nothingIsSentWhereNothingIsLeft() {
        var desk = Self.armed(2)
        for index in 0..<2 { desk.holds[index].summary.state = .expired }
        desk.tell()
        desk.type("d1")
        #expect(desk.answers.isEmpty && desk.model.batch == nil)
        #expect(desk.model.receipt == nil)
    }

    /// What keeps a denial from being sent, and what it says.
    static let refusals: [(String, String, @Sendable (inout Desk) -> Void)] = [
        ("not shown", "ignored: pressed before this list could be read", { _ in }),
        (
            "shown just now", "ignored: pressed before this list could be read",
            { desk in
                desk.show()
                desk.wait(0.3)
            }
        ),
        (
            "locked", "locked",
            { desk in
                desk.press(.escape)
                desk.type("Lc")
                desk.show()
                desk.wait(1)
            }
        ),
        (
            "not live", "NOT LIVE",
            { desk in
                desk.show()
                desk.now += 6 * Sample.second
            }
        ),
        (
            "too small", "deciding needs 80 columns",
            { desk in
                desk.take(.resized(Size(rows: 20, columns: 70)))
                desk.show()
                desk.wait(1)
            }
        ),
        (
            "the focus came", "ignored: pressed before this list could be read",
            { desk in
                desk.show()
                desk.wait(1)
                desk.take(.focused)
            }
        ),
    ]

    @Test(arguments: refusals.map(\.0)) func isRefused(name: String) throws {
        let (_, words, make) = try #require(Self.refusals.first { $0.0 == name })
        var desk = Self.desk()
        make(&desk)
        desk.type("d")
        #expect(desk.model.notice?.text.plain.contains(words) == true)
        #expect(desk.model.group?.isDenying == false)
        desk.type("1")
        #expect(desk.answers.isEmpty)
    }

    @Test(arguments: [Key.character("6"), .character("0"), .character("d"), .enter, .escape])
    func onlyADigitOfAReasonDenies(key: Key) {
        var desk = Self.armed()
        desk.type("d")
        desk.press(key)
        #expect(desk.answers.isEmpty && desk.model.group?.isDenying == false)
    }

    @Test func aPasteDeniesNothing() {
        var desk = Self.armed()
        desk.type("d")
        desk.take(.pasted("1"))
        desk.type("1")
        #expect(desk.answers.isEmpty)
    }

    @Test func aListIsReadToItsEndFirst() {
        var desk = Self.armed(20)
        desk.type("d1")
        #expect(desk.answers.isEmpty)
        #expect(desk.screen.contains("MORE BELOW"))
        for _ in 0..<2 {
            desk.type(" ")
            desk.show()
        }
        desk.wait(1)
        desk.type("d1")
        #expect(desk.answers.count == 20)
    }

    @Test func isBounded() {
        var desk = Self.armed(40)
        #expect(desk.model.group?.members.count == HoldGroup.limit)
        for _ in 0..<4 {
            desk.type(" ")
            desk.show()
        }
        desk.wait(1)
        #expect(desk.screen.contains("8 more of this cause, not in this list"))
        desk.type("d1")
        #expect(desk.answers.count == HoldGroup.limit)
    }

    @Test func nothingApprovesThemTogether() {
        var desk = Self.armed()
        for key in "a3A\r" { desk.type(String(key)) }
        for character in desk.holds[0].summary.code { desk.type(String(character)) }
        #expect(desk.answers.isEmpty)
    }

    @Test func whatCameOfThemIsToldWhenAllAreAnswered() {
        var desk = Self.armed()
        desk.type("d5")
        #expect(desk.screen.contains("SENT, no answer yet"))
        desk.type("d1")
        #expect(desk.answers.count == 3, "not twice")
        let refused = desk.holds[1].summary.code
        desk.replyToAll { code in
            code == refused
                ? ControlFault(.settled, message: "it is already approved", next: "") : nil
        }
        #expect(desk.model.batch == nil)
        #expect(
            desk.screen.contains("1 of 3 not done: \(refused) was refused: it is already approved"))
        desk.wait(7)
        #expect(desk.screen.contains("2 of billing-bot x pay/refund denied: policy"))
        #expect(desk.screen.contains("q and u: allow one on retry"))
        #expect(desk.model.vitals.decided(at: desk.now) == 2)
        #expect(desk.model.vitals.percentApproved(at: desk.now) == 0)
    }

    @Test func theReceiptLeadsBackToThem() {
        var desk = Self.armed()
        desk.type("d5")
        desk.replyToAll { _ in nil }
        desk.type("qu")
        #expect(desk.model.place == .approvals)
        #expect(desk.model.queue.cursor == desk.holds[0].summary.code)
    }

    @Test func anAnswerThatNeverComesIsSaid() {
        var desk = Self.armed()
        desk.type("d5")
        desk.wait(5)
        #expect(desk.model.batch == nil)
        #expect(desk.screen.contains("3 of 3 not done"))
        #expect(desk.screen.contains("was not answered: whether it counted"))
    }

    @Test func aLostLineIsSaid() {
        var desk = Self.armed()
        desk.type("d5")
        desk.take(.disconnected(why: "closed", retryAt: desk.now))
        #expect(desk.model.batch == nil)
        #expect(desk.screen.contains("3 requests were not confirmed"))
    }

    @Test func theAgentIsPausedWithAReason() {
        var desk = Self.armed()
        desk.type("Pit loops")
        desk.press(.enter)
        #expect(
            desk.asked.map(\.request) == [
                .pause(agent: AgentName("billing-bot"), reason: "it loops")
            ])
    }

    @Test func aPausedAgentIsNotPausedAgain() {
        var desk = Self.armed()
        desk.status.agents[0].paused = ActView(by: "operator:bo", at: Sample.wall(0))
        desk.tell()
        desk.type("Px")
        #expect(desk.model.prompt == nil, "nor resumed: that is asked on its own screen")
    }

    /// The agent, the tool and the checks, and nothing else, make a cause.
    @Test func whatACauseIs() {
        let hold = Sample.hold(1, tier: .medium, openedAt: 0).summary
        var other = Sample.hold(2, tier: .high, openedAt: 5).summary
        other.run = "r8"
        #expect(HoldCause(hold) == HoldCause(other), "another run and another tier")
        other.heldBy = "limit"
        #expect(HoldCause(hold) != HoldCause(other))
        var another = hold
        another.agent = AgentName("etl")
        #expect(HoldCause(hold) != HoldCause(another))
        another = hold
        another.tool = ToolName(server: ServerName("pay"), tool: "close")
        #expect(HoldCause(hold) != HoldCause(another))
    }

    @Test func theRowsStayWhereTheyAre() {
        var desk = Desk([.medium, .high, .medium])
        desk.type("2")
        let before = desk.rows
        desk.type("c")
        desk.press(.escape)
        desk.wait(7)
        #expect(desk.model.queue.rows.count == 3)
        #expect(desk.rows[4].prefix(14) == before[4].prefix(14))
        #expect(desk.rows[6].prefix(14) == before[6].prefix(14))
    }
}
