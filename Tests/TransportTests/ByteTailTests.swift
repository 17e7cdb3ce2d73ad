import Testing

@testable import Transport

/// What is kept of an endless stream, against keeping all of it and cutting.
@Suite struct ByteTailTests {
    @Test(
        arguments: [1, 5, 8, 64],
        [[3], [1, 1, 1], [8, 8], [9, 1, 7], [64, 1], [200, 3, 61, 70]])
    func keepsTheLastBytes(_ capacity: Int, _ chunks: [Int]) {
        var tail = ByteTail(capacity: capacity)
        var all: [UInt8] = []
        for count in chunks + chunks {
            let chunk = (0..<count).map { UInt8(truncatingIfNeeded: all.count + $0) }
            all += chunk
            chunk.withUnsafeBytes { tail.append($0) }
            #expect(tail.contents == Array(all.suffix(capacity)))
        }
    }
}
