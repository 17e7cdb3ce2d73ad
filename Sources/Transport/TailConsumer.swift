/// Drains a descriptor into a tail, whether anybody looks or not: a child must never wait for its
/// complaints to be read.
final class TailConsumer: ByteConsumer {
    private(set) var tail: ByteTail
    private(set) var isOver = false
    private var input: PipeInput?
    private let ended: () -> Void

    init(
        _ descriptor: consuming Descriptor, capacity: Int, on loop: Loop,
        ended: @escaping () -> Void = {}
    ) {
        tail = ByteTail(capacity: capacity)
        self.ended = ended
        input = PipeInput(descriptor, on: loop, consumer: self)
        input?.resume()
    }

    func arrived(_ bytes: UnsafeRawBufferPointer) { tail.append(bytes) }
    func batchEnded() {}

    func ended(errno: Int32) {
        input = nil
        isOver = true
        ended()
    }

    func close() {
        input?.close()
        input = nil
    }
}
