import Glibc
import NIOCore
import NIOPosix

/// Reads a descriptor whose open file description is ours alone (a pipe we made or opened again, a
/// socket we accepted), so that nobody else can make a read block.
final class PipeInput: ByteInput {
    private var channel: (any Channel)?
    private let handler: PipeInputHandler
    private var isWanted = false
    private var isClosed = false

    /// Takes the descriptor over. Does not read until `resume`.
    init(_ descriptor: consuming Descriptor, on loop: Loop, consumer: any ByteConsumer) {
        loop.preconditionOnLoop()
        let handler = PipeInputHandler(consumer: consumer)
        self.handler = handler
        let number = descriptor.release()
        let bound = NIOLoopBound((self, handler), eventLoop: loop.eventLoop)
        NIOPipeBootstrap(group: loop.eventLoop)
            .channelOption(.autoRead, value: false)
            // One read in a turn: whoever else waits comes next.
            .channelOption(.maxMessagesPerRead, value: 1)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(bound.value.1)
                }
            }
            .takingOwnershipOfDescriptor(input: number)
            .whenComplete { result in
                switch result {
                case .success(let channel): bound.value.0.opened(channel)
                case .failure(let error):
                    // The bootstrap gives the descriptor back where it fails.
                    _ = Descriptor(number)
                    bound.value.1.fail(error)
                }
            }
    }

    func resume() {
        isWanted = true
        apply()
    }

    func pause() {
        isWanted = false
        apply()
    }

    func close() {
        isClosed = true
        handler.consumer = nil
        channel?.close(promise: nil)
        channel = nil
    }

    private func opened(_ channel: any Channel) {
        guard !isClosed else {
            channel.close(promise: nil)
            return
        }
        self.channel = channel
        if isWanted { apply() }
    }

    private func apply() {
        // An error here means that the channel is closed, which its handler tells by itself.
        _ = try? channel?.syncOptions?.setOption(.autoRead, value: isWanted)
        if isWanted { channel?.read() }
    }
}

private final class PipeInputHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    var consumer: (any ByteConsumer)?
    private var number: Int32 = 0

    init(consumer: any ByteConsumer) {
        self.consumer = consumer
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        unwrapInboundIn(data).withUnsafeReadableBytes { consumer?.arrived($0) }
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        consumer?.batchEnded()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        number = (error as? IOError)?.errnoCode ?? 0
        context.close(promise: nil)
    }

    func channelInactive(context: ChannelHandlerContext) {
        end()
    }

    func fail(_ error: any Error) {
        number = (error as? IOError)?.errnoCode ?? EIO
        end()
    }

    private func end() {
        let consumer = consumer
        self.consumer = nil
        consumer?.ended(errno: number)
    }
}
