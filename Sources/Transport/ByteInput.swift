/// Where a channel's bytes come from.
protocol ByteInput: AnyObject {
    func resume()
    func pause()
    /// Stops and closes the descriptor; the consumer hears nothing more.
    func close()
}

/// Who takes them. Each call comes on the loop.
protocol ByteConsumer: AnyObject {
    func arrived(_ bytes: UnsafeRawBufferPointer)
    /// What one turn of reading brought has arrived.
    func batchEnded()
    /// No more will come: the end of the input (0), or an error number.
    func ended(errno: Int32)
}
