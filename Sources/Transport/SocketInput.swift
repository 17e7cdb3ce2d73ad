import CLinux
import Glibc

/// Reads a socket that an agent handed over. The agent may keep a copy of it, clear O_NONBLOCK and
/// take the bytes away between our look and our read; so each read says itself that it must not
/// block, and the waiting is the poller's.
final class SocketInput: ByteInput {
    /// Chunks read in one turn, so that a flood leaves time for others.
    private static let chunksPerTurn = 4

    private let descriptor: Int32
    private let scratch: UnsafeMutableRawBufferPointer
    private var watch: Watch?
    private var consumer: (any ByteConsumer)?
    private var isWanted = false
    private var isArmed = false
    private var isClosed = false

    /// Takes the descriptor over. Does not read until `resume`.
    init(_ descriptor: consuming Descriptor, on loop: Loop, consumer: any ByteConsumer) {
        self.descriptor = descriptor.release()
        self.consumer = consumer
        scratch = loop.scratch
        watch = Watch(self.descriptor, on: loop) { [weak self] in self?.ready() }
    }

    deinit {
        close()
    }

    func resume() {
        isWanted = true
        arm()
    }

    func pause() {
        isWanted = false
    }

    func close() {
        guard !isClosed else { return }
        isClosed = true
        consumer = nil
        watch?.retire()
        watch = nil
    }

    private func arm() {
        guard isWanted, !isArmed, !isClosed else { return }
        isArmed = true
        watch?.arm()
    }

    private func ready() {
        isArmed = false
        guard isWanted, !isClosed else { return }
        var end: Int32?
        for _ in 0..<SocketInput.chunksPerTurn where isWanted && !isClosed {
            switch readChunk() {
            case .more: continue
            case .nothingMore: break
            case .ended(let number): end = number
            }
            break
        }
        consumer?.batchEnded()
        guard let end, !isClosed else { return arm() }
        let consumer = consumer
        close()
        consumer?.ended(errno: end)
    }

    private enum Outcome {
        case more
        case nothingMore
        case ended(errno: Int32)
    }

    private func readChunk() -> Outcome {
        let count = recv(descriptor, scratch.baseAddress, scratch.count, PC_RECEIVE_FLAGS)
        if count > 0 {
            // The bytes go to the consumer where they lie; it copies what it keeps.
            consumer?.arrived(UnsafeRawBufferPointer(rebasing: scratch[..<count]))
            return count < scratch.count ? .nothingMore : .more
        }
        if count == 0 { return .ended(errno: 0) }
        return errno == EAGAIN || errno == EINTR ? .nothingMore : .ended(errno: errno)
    }
}
