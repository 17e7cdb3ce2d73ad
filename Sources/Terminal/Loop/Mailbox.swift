import Glibc
import Synchronization

/// Where other threads leave messages for the loop. Bounded: who posts faster than the loop takes waits,
/// and so does whoever feeds them.
package final class Mailbox<Message: Sendable>: Sendable {
    private struct Box {
        var urgent: [Message] = []
        var messages: [Message] = []
        var isClosed = false

        var isEmpty: Bool { urgent.isEmpty && messages.isEmpty }

        mutating func take(most: Int) -> [Message] {
            defer { urgent.removeAll() }
            guard urgent.count < most else { return urgent }
            let taken = messages.prefix(most - urgent.count)
            messages.removeFirst(taken.count)
            return urgent + taken
        }
    }

    private let box = Mutex(Box())
    let wake: Wake
    private let room: Wake
    private let capacity: Int

    /// A box that holds so many messages. Whatever they weigh: who posts a thousand entries as one message
    /// asks for a small box.
    package init(capacity: Int = 2_048) throws(TerminalFault) {
        self.capacity = capacity
        wake = try Wake()
        room = try Wake()
    }

    /// Leaves a message, waiting while the box is full; false once nobody takes messages any more. Never
    /// to be called on the thread of the loop, which alone makes room: that posts urgently.
    @discardableResult
    package func post(_ message: Message) -> Bool {
        while true {
            let isDone: Bool? = box.withLock { box in
                if box.isClosed { return false }
                guard box.messages.count < capacity else {
                    // Under the lock: whoever takes after this raises it again.
                    room.clear()
                    return nil
                }
                box.messages.append(message)
                return true
            }
            if let isDone {
                if isDone { wake.raise() }
                return isDone
            }
            room.wait()
        }
    }

    /// Leaves a message that is taken before all that wait, and never waits itself: what became of a kill,
    /// and what the loop's own thread has to say. For what comes rarely: nothing bounds it.
    @discardableResult
    package func postUrgently(_ message: Message) -> Bool {
        let isTaken = box.withLock { box in
            if !box.isClosed { box.urgent.append(message) }
            return !box.isClosed
        }
        if isTaken { wake.raise() }
        return isTaken
    }

    /// Up to `most` messages, and all the urgent ones, these first; each kind in the order in which it
    /// came.
    func take(most: Int) -> [Message] {
        box.withLock { box in
            let wasFull = box.messages.count >= capacity
            let taken = box.take(most: most)
            if wasFull { room.raise() }
            if !box.isEmpty { wake.raise() }
            return taken
        }
    }

    /// From now on nothing is taken, and nobody waits.
    package func close() {
        box.withLock { $0 = Box(isClosed: true) }
        room.raise()
    }
}
