import Testing

@testable import Supervision

@Suite struct DurableQueueTests {
    @Test("gives out in order, each once, and only what is durable")
    func order() {
        var queue = DurableQueue<String>()
        #expect(queue.isEmpty && queue.first == nil)
        queue.wait(for: 3, "a")
        queue.wait(for: 3, "b")
        queue.wait(for: 5, "c")
        #expect(queue.take(through: 2).isEmpty)
        #expect(queue.first == "a")
        #expect(queue.take(through: 4) == ["a", "b"])
        #expect(queue.take(through: 4).isEmpty)
        #expect(queue.take(through: 5) == ["c"])
        #expect(queue.isEmpty)
    }

    @Test("what waits for an earlier entry does not wait for a later one that was queued before it")
    func earlier() {
        var queue = DurableQueue<String>()
        queue.wait(for: 12, "admission")
        queue.wait(for: 10, "list")
        queue.wait(for: 12, "another")
        queue.wait(for: 10, "second list")
        #expect(queue.take(through: 10) == ["list", "second list"])
        #expect(queue.take(through: 12) == ["admission", "another"])
    }

    @Test("drops what nobody asks for any more")
    func drop() {
        var queue = DurableQueue<Int>()
        for number in 1...5 { queue.wait(for: UInt64(number), number) }
        queue.drop(through: 3)
        #expect(queue.first == 4)
        #expect(queue.takeAll() == [4, 5])
        #expect(queue.isEmpty)
    }

    @Test("loses and doubles nothing over many turns", arguments: [1, 7, 1_023, 1_025, 4_000])
    func manyTurns(step: Int) {
        var queue = DurableQueue<Int>()
        var given: [Int] = []
        var durable = 0
        for number in 0..<10_000 {
            queue.wait(for: UInt64(number), number)
            guard number % step == 0 else { continue }
            // The disk is always a little behind.
            durable = max(durable, number - 3)
            given += queue.take(through: UInt64(durable))
        }
        given += queue.takeAll()
        #expect(given == Array(0..<10_000))
    }
}
