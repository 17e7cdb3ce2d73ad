import Testing

@testable import Supervision

@Suite struct TurnQueueTests {
    @Test(arguments: [
        ([], ""),
        ([("a", 1), ("a", 2), ("a", 3)], "a1 a2 a3"),
        ([("a", 1), ("a", 2), ("a", 3), ("b", 1), ("c", 1), ("c", 2)], "a1 b1 c1 a2 c2 a3"),
    ])
    func eachNameHasItsTurnAndItsOrder(added: [(String, Int)], taken: String) {
        var queue = TurnQueue<String, String>()
        for (name, number) in added { queue.add("\(name)\(number)", of: name) }
        var all: [String] = []
        while let item = queue.next() { all.append(item) }
        #expect(all.joined(separator: " ") == taken)
    }

    @Test func whoComesBackWaitsBehindTheOthers() {
        var queue = TurnQueue<String, Int>()
        queue.add(1, of: "a")
        queue.add(2, of: "b")
        #expect(queue.next() == 1)
        queue.add(3, of: "a")
        #expect(queue.next() == 2)
        #expect(queue.next() == 3)
        #expect(queue.next() == nil)
    }
}
