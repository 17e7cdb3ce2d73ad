/// What a server wrote around the items of a list: its other members survive, those that paginate
/// or belong to one era are taken out.
struct ListFrame: Sendable, Hashable {
    /// The result up to and with the array's opening bracket, without the result's opening brace.
    let before: [UInt8]
    /// The array's closing bracket and the rest of the result.
    let after: [UInt8]
    /// Whether the server named itself in the result's `_meta`, or wrote a `_meta` at all.
    let hasMeta: Bool

    init(
        _ envelope: Envelope, in message: UnsafeRawBufferPointer, result: Range<Int>,
        array: Range<Int>
    ) {
        var gone: [Range<Int>] = []
        for part in [Part.resultType, .timeToLive, .cacheScope, .nextCursor] {
            if let member = envelope[part] { gone.append(member.whole) }
        }
        var edit = MessageEdit()
        edit.remove(gone, from: message)
        // The cuts lie before or behind the array, never in it: the two sides are cut apart.
        before = ListFrame.cut(edit, message, result.lowerBound + 1..<array.lowerBound + 1)
        after = ListFrame.cut(edit, message, array.upperBound - 1..<result.upperBound)
        hasMeta = envelope.has(.resultMeta)
    }

    /// The bytes of one side with the cuts that lie in it.
    private static func cut(
        _ edit: MessageEdit, _ message: UnsafeRawBufferPointer, _ side: Range<Int>
    ) -> [UInt8] {
        var bytes: [UInt8] = []
        var start = side.lowerBound
        for change in edit.changes where side.contains(change.range.lowerBound) {
            bytes.append(contentsOf: message[start..<change.range.lowerBound])
            start = change.range.upperBound
        }
        bytes.append(contentsOf: message[start..<side.upperBound])
        return bytes
    }
}
