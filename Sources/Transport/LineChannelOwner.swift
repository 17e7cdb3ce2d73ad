/// Who a channel speaks to. Every call comes on the loop, and none from inside a call that the owner
/// makes to a channel, so an owner may be an actor on the loop's executor and enter itself by
/// `assumeIsolated`.
package protocol LineChannelOwner: AnyObject {
    /// One line without its newline; it may be empty or end in a carriage return. The pointer is
    /// valid during the call only.
    func received(_ line: UnsafeRawBufferPointer, on channel: LineChannel)
    /// All lines of one read have been received. What was written meanwhile, on any channel, goes out
    /// when this returns.
    func receivedAll(on channel: LineChannel)
    /// Something went wrong that does not end the channel.
    func faulted(_ fault: LineFault, on channel: LineChannel)
    /// The peer sent its last line. Writing still works until `close()`, which is what the default does.
    func inputEnded(on channel: LineChannel)
    /// `isWritable` became true again.
    func drained(on channel: LineChannel)
    /// The channel is over: the last call, made exactly once for a channel that was started.
    func closed(on channel: LineChannel, _ end: LineChannelEnd)
}

extension LineChannelOwner {
    package func receivedAll(on channel: LineChannel) {}
    package func inputEnded(on channel: LineChannel) { channel.close() }
    package func drained(on channel: LineChannel) {}
}
