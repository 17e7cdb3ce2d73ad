import Testing

@testable import Console

/// When the keys of a card begin to work.
@Suite struct ArmingTests {
    private static let ms: Int64 = 1_000_000

    /// What happened to a card whose question is 7, in milliseconds, and when its keys open.
    struct Case: Sendable {
        let name: String
        var painted: [(fence: UInt64, at: Int64)] = []
        var answered: [(fence: UInt64, at: Int64)] = []
        var early: [Int64] = []
        var dwell: Int64 = 400
        var terminalAnswers = true
        let opens: Int64?
    }

    static let cases: [Case] = [
        Case(name: "nothing yet", opens: nil),
        Case(name: "painted, on a terminal that answers", painted: [(7, 10)], opens: nil),
        Case(name: "an older question answered", answered: [(6, 20)], opens: nil),
        Case(name: "answered", painted: [(7, 10)], answered: [(7, 20)], opens: 420),
        Case(name: "a newer frame answered", answered: [(9, 20)], opens: 420),
        Case(name: "answered twice", answered: [(7, 20), (8, 900)], opens: 420),
        Case(name: "high", answered: [(7, 20)], dwell: 1500, opens: 1520),
        Case(name: "never sooner than the quiet", answered: [(7, 20)], dwell: 0, opens: 420),
        Case(name: "a key too early", answered: [(7, 20)], early: [300], opens: 700),
        Case(
            name: "the last early key counts", answered: [(7, 20)], early: [300, 690], opens: 1090),
        Case(
            name: "an early key shortens nothing", answered: [(7, 20)], early: [30], dwell: 3000,
            opens: 3020),
        Case(
            name: "a terminal that never answered", painted: [(7, 10)], terminalAnswers: false,
            opens: 1510),
        Case(
            name: "the same, critical", painted: [(7, 10)], dwell: 3000, terminalAnswers: false,
            opens: 3010),
        Case(name: "the same, not painted", painted: [(6, 10)], terminalAnswers: false, opens: nil),
    ]

    @Test(arguments: cases.map(\.name)) func opens(name: String) throws {
        let row = try #require(Self.cases.first { $0.name == name })
        var arming = Arming(fence: 7)
        for (fence, at) in row.painted { arming.wasPainted(fence, at: at * Self.ms) }
        for (fence, at) in row.answered { arming.wasAnswered(fence, at: at * Self.ms) }
        for at in row.early { arming.wasPressedEarly(at: at * Self.ms) }
        let opens = arming.opens(
            after: row.dwell * Self.ms, terminalAnswers: row.terminalAnswers)
        #expect(opens == row.opens.map { $0 * Self.ms })
        #expect(arming.isAttested == row.answered.contains { $0.fence >= 7 })
    }
}
