/// Writes the pieces of one line into a channel's queue; valid during `LineChannel.write` only.
package struct LinePen {
    let channel: LineChannel

    /// Appends bytes, which must hold no newline.
    package func append(_ piece: UnsafeRawBufferPointer) {
        channel.appendPiece(piece)
    }

    /// Appends bytes, which must hold no newline.
    package func append(_ piece: [UInt8]) {
        piece.withUnsafeBytes { channel.appendPiece($0) }
    }
}
