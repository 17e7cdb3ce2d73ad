import Control
import Governance
import Testing

@testable import Console

/// Rows never move; what is settled leaves a tombstone; the cursor is a hold.
@Suite struct HoldQueueTests {
    private static func hold(_ number: UInt64, _ state: HoldSummary.State = .open) -> HoldSummary {
        var hold = Sample.hold(number, tier: .medium, openedAt: 0).summary
        hold.state = state
        return hold
    }

    private static func list(_ holds: [HoldSummary], more: Int = 0) -> HoldsView {
        HoldsView(host: Sample.host(at: 0), holds: holds, more: more)
    }

    private static func queue(_ numbers: [UInt64]) -> HoldQueue {
        var queue = HoldQueue()
        _ = queue.merge(list(numbers.map { hold($0) }))
        return queue
    }

    private static func codes(_ numbers: [UInt64]) -> [String] {
        numbers.map { HoldCode(dealing: $0).text }
    }

    private static func shown(_ queue: HoldQueue) -> [String] { queue.rows.map(\.hold.code) }

    @Test func rowsStayInTheirPlaces() {
        var queue = Self.queue([1, 2, 3])
        // The supervisor lists them in another order, and others between them.
        let change = queue.merge(
            Self.list([5, 3, 4, 1].map { Self.hold($0) } + [Self.hold(2, .denied)]))
        #expect(Self.shown(queue) == Self.codes([1, 2, 3, 5, 4]))
        #expect(change.arrived.map(\.code) == Self.codes([5, 4]))
        #expect(change.settled.map(\.code) == Self.codes([2]))
    }

    @Test func whatIsNotListedLeavesATombstone() {
        var queue = Self.queue([1, 2, 3])
        let change = queue.merge(Self.list([Self.hold(1), Self.hold(3)]))
        #expect(Self.shown(queue) == Self.codes([1, 2, 3]))
        #expect(queue.rows.map(\.isOpen) == [true, false, true])
        #expect(change.settled.map(\.code) == Self.codes([2]))
        #expect(queue.open.map(\.code) == Self.codes([1, 3]))
    }

    /// Beyond the list's room a hold may be open still.
    @Test func whatTheListHasNoRoomForIsNotOver() {
        var queue = Self.queue([1, 2, 3])
        let change = queue.merge(Self.list([Self.hold(3)], more: 2))
        #expect(queue.open.map(\.code) == Self.codes([1, 2, 3]))
        #expect(queue.more == 2)
        #expect(change.settled.isEmpty)
    }

    @Test func whatIsOverBeforeItWasSeenGetsNoRow() {
        var queue = Self.queue([1])
        _ = queue.merge(Self.list([Self.hold(1), Self.hold(2, .expired)]))
        #expect(Self.shown(queue) == Self.codes([1]))
    }

    @Test func theCursorIsAHold() {
        var queue = Self.queue([1, 2, 3])
        #expect(queue.cursor == Self.codes([1])[0])
        queue.move(by: 1)
        _ = queue.merge(Self.list([9, 1, 2, 3].map { Self.hold($0) }))
        #expect(queue.cursor == Self.codes([2])[0])
        _ = queue.merge(Self.list([Self.hold(2, .denied), Self.hold(3)]))
        #expect(queue.cursor == Self.codes([2])[0], "a tombstone keeps it")
        queue.move(by: 99)
        #expect(queue.cursor == Self.codes([9])[0])
        queue.move(by: -99)
        #expect(queue.cursor == Self.codes([1])[0])
        queue.select("none")
        #expect(queue.cursor == Self.codes([1])[0])
    }

    @Test func puttingAwayLeavesTheOpenOnes() {
        var queue = Self.queue([1, 2, 3, 4])
        queue.select(Self.codes([2])[0])
        _ = queue.merge(
            Self.list([Self.hold(1, .denied), Self.hold(2, .denied), Self.hold(3), Self.hold(4)]))
        queue.putAway()
        #expect(Self.shown(queue) == Self.codes([3, 4]))
        #expect(queue.cursor == Self.codes([3])[0], "the next that stays")
        queue.select(Self.codes([4])[0])
        _ = queue.merge(Self.list([Self.hold(3), Self.hold(4, .expired)]))
        queue.putAway()
        #expect(queue.cursor == Self.codes([3])[0], "or the last")
        _ = queue.merge(Self.list([]))
        queue.putAway()
        #expect(queue.cursor == nil && queue.rows.isEmpty)
    }

    @Test func rowsOnScreenStayWhereTheyAre() {
        var queue = Self.queue(Array(1...30))
        queue.reveal(in: 10)
        #expect(queue.top == 0)
        queue.move(by: 29)
        queue.reveal(in: 10)
        #expect(queue.top == 20)
        queue.move(by: -5)
        queue.reveal(in: 10)
        #expect(queue.top == 20, "the cursor moves, not the rows")
        _ = queue.merge(Self.list((1...60).map { Self.hold($0) }))
        queue.reveal(in: 10)
        #expect(queue.top == 20, "what comes below moves nothing")
        _ = queue.merge(Self.list((25...60).map { Self.hold($0) }))
        queue.reveal(in: 10)
        #expect(queue.top == 20, "nor does what is settled")
        queue.putAway()
        queue.reveal(in: 10)
        #expect(queue.cursor == Self.codes([25])[0] && queue.top == 0)
        queue.move(by: 14)
        queue.reveal(in: 10)
        #expect(queue.top == 5)
        queue.reveal(in: 40)
        #expect(queue.top == 0, "a larger screen shows more")
    }

    @Test func tombstonesAreBoundedAndTheCursorStays() {
        let count = UInt64(HoldQueue.settledRows) + 10
        var queue = Self.queue(Array(1...count) + [2000, 2001])
        queue.move(by: 14)
        queue.reveal(in: 1)
        queue.move(by: 5)
        queue.reveal(in: 10)
        _ = queue.merge(Self.list([Self.hold(2000), Self.hold(2001)]))
        #expect(queue.rows.count == HoldQueue.settledRows + 2)
        #expect(queue.dropped == 10)
        #expect(Self.shown(queue).first == Self.codes([11])[0], "the oldest go")
        #expect(queue.cursor == Self.codes([20])[0])
        #expect(
            queue.rows[queue.top].hold.code == Self.codes([15])[0], "the row on top stays there")
        queue.select(Self.codes([11])[0])
        _ = queue.merge(Self.list([Self.hold(2001)]))
        #expect(Self.shown(queue).first == Self.codes([11])[0], "but not the one under the cursor")
    }

    /// Not even to make room: what is on screen stays in its place.
    @Test func tombstonesOnScreenAreNotPutAway() {
        var queue = HoldQueue(settledRows: 3)
        _ = queue.merge(Self.list((1...20).map { Self.hold($0) }))
        queue.reveal(in: 10)
        _ = queue.merge(Self.list([Self.hold(20)]))
        #expect(Array(Self.shown(queue).prefix(10)) == Self.codes(Array(1...10)))
        #expect(Self.shown(queue).last == Self.codes([20])[0])
        #expect(queue.rows.count == 11 && queue.dropped == 9)
    }
}
