import Testing

@testable import Terminal

@Suite struct MailboxTests {
    @Test func messagesComeInOrder() throws {
        let mailbox = try Mailbox<Int>(capacity: 64)
        for number in 0..<10 { #expect(mailbox.post(number)) }
        #expect(mailbox.take(most: 4) == [0, 1, 2, 3])
        #expect(mailbox.take(most: 100) == Array(4..<10))
        #expect(mailbox.take(most: 100) == [])
    }

    /// Who posts into a full box waits until something was taken, and nothing is lost.
    @Test func aFullBoxMakesThePosterWait() throws {
        let mailbox = try Mailbox<Int>(capacity: 64)
        let total = 64 * 30
        let done = try Wake()
        try Thread.start {
            for number in 0..<total where mailbox.post(number) {}
            done.raise()
        }
        var taken: [Int] = []
        while taken.count < total {
            mailbox.wake.wait()
            mailbox.wake.clear()
            let batch = mailbox.take(most: 100)
            #expect(batch.count <= 64)
            taken += batch
        }
        done.wait()
        #expect(taken == Array(0..<total))
    }

    @Test func aClosedBoxLetsThePosterGo() throws {
        let mailbox = try Mailbox<Int>(capacity: 64)
        for number in 0..<64 { #expect(mailbox.post(number)) }
        let refused = try Wake()
        try Thread.start {
            if !mailbox.post(-1) { refused.raise() }
        }
        mailbox.close()
        refused.wait()
        #expect(!mailbox.post(0))
        #expect(mailbox.take(most: 1) == [])
    }

    /// Neither a full box nor what lies in it keeps an urgent message waiting.
    @Test func whatIsUrgentComesFirst() throws {
        let mailbox = try Mailbox<Int>(capacity: 2)
        #expect(mailbox.post(1) && mailbox.post(2))
        #expect(mailbox.postUrgently(3) && mailbox.postUrgently(4))
        #expect(mailbox.take(most: 1) == [3, 4])
        #expect(mailbox.take(most: 1) == [1])
        #expect(mailbox.postUrgently(5))
        #expect(mailbox.take(most: 10) == [5, 2])
        mailbox.close()
        #expect(!mailbox.postUrgently(6))
    }
}
